"""The page's own words in Spanish."""

from __future__ import annotations

from typing import Final

from drugbot.web.strings import Strings

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
    undo_carried="Preguntar sin él",
    undo_spelling="Tomar «{said}» tal como está",
    understood_as="«{said}» se entiende como {meant}.",
    copy="Copiar con la fuente",
    copied="Copiado con su fuente.",
    not_copied="El navegador no permitió copiar.",
    link="Copiar enlace",
    linked="Se copió un enlace a esta respuesta.",
    open_citation="Mostrar en la monografía: {place}",
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
)
