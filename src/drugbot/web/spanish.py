"""The page's own words, and the sentences of replies, in Spanish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from drugbot.answering import wording
from drugbot.answering.text import escaped
from drugbot.settings import Settings
from drugbot.web.strings import Framing, Strings

_BEFORE_I: Final = re.compile(r"\W*h?i(?!e)", re.IGNORECASE)  # "y" is "e" before the sound of i


def listed(names: Sequence[str]) -> str:
    """Return names as words: "A, B y C"."""
    *head, last = names
    both = "e" if _BEFORE_I.match(last) else "y"
    return f"{', '.join(head)} {both} {last}" if head else last


_NOT_SAFE: Final = "Que no se diga aquí no significa que sea seguro."
_DEFAULT: Final = Settings()
_VALUES: Final = {
    escaped(_DEFAULT.emergency_numbers): (
        "112 en Europa, 911 en EE. UU. y Canadá, 999 en el Reino Unido, 000 en Australia"
    ),
    escaped(_DEFAULT.poison_numbers): "1-800-222-1222 en EE. UU., 13 11 26 en Australia",
    escaped(_DEFAULT.crisis_numbers): (
        "988 en EE. UU. y Canadá, 116 123 en el Reino Unido e Irlanda, 13 11 14 en Australia"
    ),
}
_FRAMING: Final = {
    wording.DISCLAIMER: "Información de las monografías, no consejo médico.",
    wording.FURTHER: "También se encontró:",
    wording.UNDERSTOOD_NAME: "«{said}» figura en la monografía {meant}.",
    wording.UNDERSTOOD_SPELLING: "Leo «{said}» como {meant} y respondo sobre eso.",
    wording.UNDERSTOOD_CONTEXT: "Sobre {meant}, como antes.",
    wording.UNDERSTOOD_ONLY: "Sobre {meant}, la única monografía de esta colección.",
    wording.UNKNOWN_DRUG: (
        "En esta colección no hay ninguna monografía de {unknown}, así que no puedo responder a eso."
    ),
    wording.UNKNOWN_BESIDE: "En esta colección no hay ninguna monografía de {unknown}.",
    wording.SILENT: (
        "No encontré nada sobre esto en la monografía de {drug}; puede hablar de una clase de medicamentos sin "
        "nombrar ninguno. " + _NOT_SAFE
    ),
    wording.NOT_FOUND: (
        "No encontré en la monografía de {drugs} nada que responda a esto. "
        "Que no se diga aquí no significa que sea seguro, ni que no haya nada que decir."
    ),
    wording.NEAREST: "La sección más cercana, que quizá no responda: {place}.",
    wording.NOT_STATED: "No encontré nada sobre {unknown} en la monografía de {drugs}. " + _NOT_SAFE,
    wording.NOT_STATED_TOGETHER: (
        "Las monografías de {drugs} no se nombran entre sí; pueden hablar de una clase de medicamentos. "
        "Que no se diga aquí no significa que sea seguro tomarlos juntos."
    ),
    wording.LOW_EVIDENCE: (
        "No encontré sobre {drugs} ningún pasaje que corresponda claramente a esta pregunta. Hágala con otras "
        "palabras; esto no dice nada de lo que contiene la monografía."
    ),
    wording.OFF_TOPIC: (
        "Solo puedo responder preguntas sobre medicamentos con las monografías de esta colección ({count}). "
        "Diga el nombre del medicamento y qué quiere saber."
    ),
    wording.OTHER_LANGUAGE: (
        "Las monografías están en inglés, y solo puedo buscar en ellas en inglés. Pregunte en inglés, por favor."
    ),
    wording.EMPTY_QUESTION: (
        "Escriba una pregunta, por ejemplo sobre la dosis o los efectos secundarios de un medicamento."
    ),
    wording.EMERGENCY: (
        "**Si esto está ocurriendo ahora, llame de inmediato a su número local de emergencias ({emergency}) o a un "
        "centro de toxicología ({poison}).** "
        "No espere a tener síntomas y tenga el envase a mano."
    ),
    wording.SELF_HARM: (
        "**Si alguien está en peligro ahora, llame a su número local de emergencias ({emergency}).** "
        "Si piensa en hacerse daño, puede hablar con alguien a cualquier hora: {crisis}; "
        "en otros lugares su número de emergencias puede comunicarle."
    ),
    wording.NO_MEDICINE: (
        "No entendí de qué medicamento se trata. Diga el nombre del medicamento y qué quiere saber."
    ),
    wording.NOTHING_FURTHER: (
        "No encontré nada más sobre esto en la monografía de {drugs}. "
        "Que no se diga aquí no significa que no haya nada que decir."
    ),
    wording.IN_NONE: (
        "Monografías consultadas: {count}. No encontré nada sobre esto en ninguna. "
        "Que no se diga aquí no significa que sea seguro, ni que no exista tal medicamento."
    ),
    wording.LISTED: (
        "Monografías consultadas: {count}; con pasajes sobre esto: {found}. Se citan por el nombre del "
        "medicamento, sin orden de mérito. "
        "Que un medicamento no figure no significa que sea seguro, ni que no ayude. "
        "Una cita puede decir también que no se trata de ese medicamento: lea sus palabras."
    ),
    wording.LISTED_SOME: (
        "Monografías consultadas: {count}; con pasajes sobre esto: {found}, de las que se citan {shown} por el "
        "nombre del medicamento, sin orden de mérito. "
        "Que un medicamento no figure no significa que sea seguro, ni que no ayude. "
        "Una cita puede decir también que no se trata de ese medicamento: lea sus palabras."
    ),
    wording.COMPARED: (
        "Uno junto a otro, sin veredicto; las dosis de medicamentos distintos no son equivalentes."
    ),
    wording.NOTHING_FROM: "No encontré nada sobre esto en la monografía de {drugs}. " + _NOT_SAFE,
    wording.PART_OF_PRODUCT: (
        "{product} contiene varios ingredientes. Lo que se cita trata solo de {drugs}, dosis incluidas, no del "
        "producto."
    ),
    wording.OTHER_FORM: (
        "La monografía de {drugs} no menciona «{form}»; puede tratar solo de otras formas del medicamento."
    ),
    wording.DID_YOU_MEAN: "No conozco el medicamento «{said}». ¿Quiso decir uno de estos?",
    wording.HELP: (
        "Respondo preguntas sobre medicamentos citando {count} monografías palabra por palabra, y digo cuándo "
        "no responden. No doy consejos ni sé nada más. Por ejemplo:"
    ),
    wording.WHICH_DRUG: "¿De qué medicamento se trata?",
    wording.WHICH_TOPIC: "¿Qué quiere saber sobre {drug}? Su monografía habla de:",
    wording.BANNED: "{drug} figura como prohibido en esta colección.",
    wording.DISAGREES: (
        "La monografía de {drug} se contradice en esto; se citan ambas afirmaciones. "
        "Pregunte a un farmacéutico o a quien lo recetó cuál vale."
    ),
    wording.BOXED_WARNING: (
        "{drug} tiene una advertencia en recuadro; vea la sección {section} de su monografía."
    ),
    wording.PERSONAL_ADVICE: (
        "Si esto es lo adecuado para usted debe decirlo un médico o farmacéutico que le conozca; "
        "esto es lo que dice la monografía."
    ),
    wording.STALE: (
        "La monografía de {drug} se modificó por última vez el {day}; puede estar desactualizada."
    ),
    wording.STALE_UNDATED: (
        "La monografía de {drug} no dice cuándo se modificó por última vez; puede estar desactualizada."
    ),
}

SPANISH: Final = Strings(
    subtitle=(
        "Respuestas citadas palabra por palabra de {count} monografías de medicamentos, en inglés. "
        "Información, no consejo médico; en una emergencia llame a su número local de emergencias."
    ),
    chat="Chat",
    medicines="Medicamentos",
    why="Detalle",
    find="Busque un medicamento por nombre genérico, marca o clase",
    find_hint="por ejemplo: Prolia, statin",
    found="{count} de {all} medicamentos",
    read="Leer",
    ask_about="Preguntar por él",
    brands="También conocido como: {names}",
    drug_class="Clase: {name}",
    changed_on="última modificación: {day}",
    view="Vista",
    patient="Paciente",
    patient_hint="Texto más grande; las palabras difíciles de una cita se explican al tocarlas",
    standard="Estándar",
    standard_hint="Texto normal, secciones como las tiene la monografía",
    professional="Profesional",
    professional_hint="Compacta; secciones y demás pasajes en un orden fijo",
    meaning_note="Un significado sencillo de la palabra, que no es parte de la monografía.",
    transcript="Conversación",
    question="Su pregunta (en inglés)",
    question_hint="por ejemplo: how often is it given, and what if a dose is missed?",
    ask="Preguntar",
    you="Usted preguntó",
    reply="Respuesta",
    waiting="Buscando …",
    stop="Detener",
    stopped="Detenido. Pregunte de nuevo cuando quiera.",
    failed="El servidor no respondió. ¿Sigue en marcha?",
    too_long="La pregunta o la conversación es demasiado larga. Acórtela o empiece de nuevo.",
    retry="Preguntar otra vez",
    edit="Editar",
    start_over="Empezar de nuevo",
    export="Guardar como Markdown",
    print="Imprimir",
    exported_title="Conversación con drugbot",
    started_over="La conversación se borró.",
    scope="Preguntando por {drug}",
    unscope="Dejar de preguntar solo por {drug}",
    scoped="Las preguntas se entienden ahora sobre {drug}, salvo que nombren otro medicamento.",
    unscoped="Las preguntas ya no se entienden sobre {drug}.",
    unscopable="No hay ninguna monografía de «{drug}» en esta colección.",
    try_one="Pruebe una de estas",
    options="Elija una opción",
    suggestions="Puede preguntar a continuación",
    undo_carried="Preguntar sin {drugs}",
    others="Si se refería a otro:",
    undo_spelling="Tomar «{said}» tal como está",
    copy="Copiar con la fuente",
    copied="Copiado con su fuente.",
    not_copied="El navegador no permitió copiar.",
    link="Copiar enlace",
    linked="Se copió un enlace a esta respuesta.",
    open_citation="Mostrar en la monografía: {place}",
    further="También se encontró ({count})",
    undated="sin fecha de la última modificación",
    comparison="Comparación: {drugs}",
    nearest="La sección más cercana, que quizá no responda a esto",
    changed=(
        "La monografía de {drug} ha cambiado desde que se creó este enlace. El enlace citaba el pasaje "
        "{passage} de la revisión {revision}; abajo está lo que se encuentra ahora, en la revisión {now}."
    ),
    changed_kept="El pasaje citado sigue ahí, palabra por palabra.",
    changed_gone="El pasaje citado ya no está ahí.",
    changed_lost=(
        "Este enlace citaba el pasaje {passage} de la revisión {revision}, que ya no está en esta colección."
    ),
    see_boxed="Mostrar la advertencia en recuadro",
    emergency="Emergencia",
    banned="Prohibido",
    stale="Puede estar desactualizado",
    personal_advice="Pregunte a quien le conozca",
    disagrees="Se contradice",
    boxed_warning="Advertencia en recuadro",
    part_of_product="Una parte de un producto",
    link_changed="Ha cambiado",
    personal_advice_text=(
        "Esto es lo que dice la monografía en general. "
        "Pregunte a su médico o farmacéutico si vale para usted."
    ),
    boxed_warning_text="La monografía de {drug} tiene una advertencia en recuadro; léala antes que nada.",
    part_of_product_text="Esto trata de un ingrediente del producto, no del producto entero.",
    contents="Índice",
    quoted="Pasaje citado",
    close="Cerrar",
    monograph="Monografía de {drug}",
    no_monograph="Aquí no existe tal monografía.",
    why_question="Una pregunta",
    why_hint="varios turnos: uno por línea",
    explain="Explicar esta respuesta",
    why_intro="Para quien mantiene: cómo se entiende una pregunta y los pasajes que se compararon.",
    field="Campo",
    value="Valor",
    rank="Puesto",
    similarity="Similitud",
    score="Puntuación combinada",
    place="Lugar",
    passage="Pasaje",
    quote="Cita",
    cited="citado",
    candidates="Pasajes candidatos",
    facts="Qué se entendió",
    thresholds="Umbrales",
    nothing_searched="No se comparó ningún pasaje: no se reconoció ningún medicamento.",
    up="Útil",
    down="No útil",
    feedback="Opinión sobre esta respuesta",
    feedback_reason="¿Qué está mal?",
    wrong_drug="medicamento equivocado",
    does_not_answer="no responde",
    out_of_date="desactualizado",
    other="otra cosa",
    feedback_note="En sus palabras (opcional)",
    feedback_show="Mostrar lo que se guardará",
    feedback_kept=(
        "Esto, y nada más, se guardará en este servidor. Los números, fechas de nacimiento y nombres "
        "reconocidos están ocultos; mire si queda algo privado."
    ),
    feedback_send="Guardarlo",
    feedback_cancel="Cancelar",
    feedback_thanks="Guardado. Gracias.",
    framing=Framing(_FRAMING, listed, _VALUES),
)
