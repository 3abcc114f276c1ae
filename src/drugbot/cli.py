"""The command line: parse, call, print. The only module that prints or exits."""

# ruff: noqa: PLC0415 - torch and gradio take seconds: each command imports what it needs, `--help` none of it

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from drugbot.errors import CorpusError, DrugbotError
from drugbot.settings import Settings, load_settings, unknown_variables

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FOLDER = click.Path(path_type=Path, file_okay=False)
_FILE = click.Path(path_type=Path, dir_okay=False)
# Of settings: as typed, since an empty path would be the working directory.
_SET_FOLDER = click.Path(file_okay=False)
_SET_FILE = click.Path(dir_okay=False)

_index_option = click.option("--index", type=_SET_FOLDER, help="Directory of the index.  [default: index]")
_corpus_option = click.option("--corpus", type=_SET_FOLDER, help="Folder of monographs.  [default: corpus]")
_encoder_option = click.option("--encoder", help="'bundled', a model directory or a downloaded hub model.")


def _mendable(command: _Command) -> _Command:
    """End a command with one line on stderr and status 1 where it fails for a cause the user can mend."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except DrugbotError as error:
            click.echo(f"drugbot: {' '.join(str(error).split())}", err=True)
            sys.exit(1)

    return run  # type: ignore[return-value]


def _settings(flags: dict[str, Any]) -> Settings:
    for message in unknown_variables():
        click.echo(f"drugbot: warning: {message}", err=True)
    return load_settings(flags)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="drugbot")
def main() -> None:
    """Answer questions about medicines by quoting curated drug monographs."""


@main.command()
@_corpus_option
@_index_option
@_encoder_option
@click.option("--strict", is_flag=True, help="Stop at the first file that cannot be used.")
@click.option("--if-stale", is_flag=True, help="Do nothing where the index fits corpus and settings already.")
@click.option("--repairs", is_flag=True, help="List everything that was mended while reading.")
@_mendable
def index(strict: bool, if_stale: bool, repairs: bool, **flags: Any) -> None:
    """Build the index from the monographs.

    Ends with status 1 where a file was left out; the index is written all the same.
    """
    from drugbot.index.building import build_index, current_manifest
    from drugbot.index.content_cache import ContentCache
    from drugbot.index.loading import load_encoder
    from drugbot.index.models import find_model
    from drugbot.index.segments import SEGMENTS
    from drugbot.index.vector_cache import VECTORS, CachingEncoder
    from drugbot.progress import progress_bar

    settings = _settings(flags)
    model = find_model(settings)
    tokens = settings.passage_tokens
    manifest = current_manifest(settings.corpus, settings.index, model.identity, tokens) if if_stale else None
    if manifest is not None:
        click.echo(
            "\n".join((f"{settings.index} is up to date.", *map("left out {}".format, manifest.left_out)))
        )
        _end_with_left_out(len(manifest.left_out))
        return
    report = build_index(
        settings.corpus,
        settings.index,
        CachingEncoder(load_encoder(model, settings), ContentCache(settings.cache / VECTORS)),
        passage_tokens=tokens,
        cache=ContentCache(settings.cache / SEGMENTS),
        strict=strict,
        progress=progress_bar,
    )
    click.echo(report.text(every_repair=repairs))
    _end_with_left_out(len(report.left_out))


def _end_with_left_out(count: int) -> None:
    if count:
        click.echo(f"drugbot: files left out: {count}; the report says why", err=True)
        sys.exit(1)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@_corpus_option
@click.option(
    "--fix", is_flag=True, help="Mend what can be mended without a decision, then report what is left."
)
@click.option("--diff", is_flag=True, help="Show what --fix would write, in place of the findings.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--sarif", type=_FILE, help="Write the findings to a file in SARIF 2.1.0 as well.")
@click.option("--strict", is_flag=True, help="End with status 1 where there are warnings, too.")
@_mendable
def lint(
    paths: tuple[Path, ...], fix: bool, diff: bool, as_json: bool, sarif: Path | None, **flags: Any
) -> None:
    """Look for what should be mended in the monographs before they are published.

    PATHS are files or folders of the corpus to report about; all of it where none is given. Ends with status
    1 where there are errors. docs/lint.md describes the rules.
    """
    if diff and as_json:
        raise click.UsageError("--diff and --json both want the output; give one of them")
    from datetime import date

    from drugbot.lint.command import run, write_sarif
    from drugbot.progress import progress_bar

    strict = flags.pop("strict")
    settings = _settings(flags)
    done = run(settings, paths, date.today(), diff=diff, fix=fix, progress=progress_bar)
    if sarif is not None:
        write_sarif(sarif, done.report)
    if fix:
        click.echo(f"drugbot: files mended: {done.mended}", err=True)
    if diff:
        click.echo(done.diff, nl=False)
    else:
        click.echo(_json(done.report.record()) if as_json else done.report.text())
    sys.exit(done.report.status(strict=strict))


@main.command()
@click.argument("question", required=False)
@click.option(
    "--batch", type=_FILE, help='File of questions, a line each: {"id": "q1", "turns": ["…", "…"]}.'
)
@click.option("--output", type=_FILE, help="File for the replies to a batch.")
@click.option("--json", "as_json", is_flag=True, help="Print the reply as JSON.")
@_index_option
@_encoder_option
@_mendable
def ask(question: str | None, batch: Path | None, output: Path | None, as_json: bool, **flags: Any) -> None:
    """Answer QUESTION, or a batch of questions."""
    if (question is None) == (batch is None):
        raise click.UsageError("give either a QUESTION or --batch FILE")
    if (batch is None) != (output is None):
        raise click.UsageError("--batch FILE and --output FILE belong together")
    from drugbot.chatbot import Chatbot

    chatbot = Chatbot.open(_settings(flags))
    if batch is not None and output is not None:
        _ask_batch(chatbot, batch, output)
        return
    reply = chatbot.reply([question or ""])
    click.echo(_json(reply.record()) if as_json else reply.text)


def _ask_batch(chatbot: Any, batch: Path, output: Path) -> None:
    from drugbot.batch import answer_batch
    from drugbot.progress import progress_bar

    report = answer_batch(chatbot, batch, output, progress_bar)
    click.echo(f"{report.answered} conversations answered in {output}.")
    for message in report.bad:
        click.echo(f"drugbot: {message}", err=True)
    if report.bad:
        sys.exit(1)


@main.command()
@_index_option
@_corpus_option
@_encoder_option
@click.option("--host", help="Address to serve on.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to serve on.  [default: 7860]")
@click.option("--feedback", type=_SET_FILE, help="File for readers' feedback.  [default: none is asked for]")
@click.option("--root-path", help="Path under which a reverse proxy shows the page, such as /drugbot.")
@_mendable
def chat(**flags: Any) -> None:
    """Open the chat page."""
    from drugbot.chatbot import Chatbot
    from drugbot.feedback.store import open_store
    from drugbot.web.serving import is_loopback, serve

    settings = _settings(flags)
    if settings.feedback:
        open_store(settings.feedback).check()
    chatbot = Chatbot.open(settings)
    if not is_loopback(settings.host):
        click.echo(
            f"drugbot: warning: serving on {settings.host}, anyone who reaches this machine can read and "
            "ask; there is no login",
            err=True,
        )
    _warn_if_stale(chatbot, settings)
    serve(chatbot, settings, lambda url: click.echo(f"drugbot is at {url} (stop with Ctrl-C)"))


def _warn_if_stale(chatbot: Any, settings: Settings) -> None:
    from drugbot.corpus.files import corpus_checksum

    warning = f"{settings.corpus} has changed since the index was built; run `{settings.index_command}`"
    try:
        found = corpus_checksum(settings.corpus) if settings.corpus.is_dir() else None
    except (CorpusError, OSError) as error:  # readers are served all the same
        found, warning = "", f"whether the index fits the corpus cannot be told: {error}"
    if found not in (None, chatbot.index.manifest.corpus_checksum):
        click.echo(f"drugbot: warning: {warning}", err=True)


@main.command()
@_index_option
@_corpus_option
@_encoder_option
@click.option("--topics", type=_FILE, help="File of topics to use in place of the gold set.")
@click.option("--runs", type=_FOLDER, help="Folder to write the runs to, in TREC's format.")
@click.option(
    "--baseline", type=_FOLDER, help="Folder with earlier runs; a significant loss ends with status 1."
)
@click.option("--html", type=_FILE, help="File for the report as a page to open in a browser.")
@click.option(
    "--ablations",
    "what",
    flag_value="ablations",
    help="Print what each part is worth, on development topics.",
)
@click.option(
    "--conversations", "what", flag_value="conversations", help="Judge how follow-up turns are understood."
)
@click.option("--lists", "what", flag_value="lists", help="Judge questions over the whole collection.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@_mendable
def evaluate(
    topics: Path | None,
    runs: Path | None,
    baseline: Path | None,
    html: Path | None,
    what: str | None,
    as_json: bool,
    **flags: Any,
) -> None:
    """Judge retrieval and replies: on the FAQ pairs and the gold set of the corpus, or on a file of topics.

    With --corpus and without --index, the folder is indexed for this evaluation only.
    """
    from datetime import date

    from drugbot.evaluation.command import ablated, conversed, evaluated, listed, opened
    from drugbot.evaluation.html_report import save_html
    from drugbot.evaluation.topics import load_topics
    from drugbot.progress import progress_bar

    settings = _settings(flags)
    fresh = flags["corpus"] is not None and flags["index"] is None
    loaded = load_topics(topics) if topics is not None else None  # before the seconds that opening takes
    chatbot = opened(settings, progress_bar, fresh=fresh)
    if what == "ablations":
        found = ablated(chatbot, settings, progress_bar)
    elif what == "conversations":
        found = conversed(chatbot, settings)
    elif what == "lists":
        found = listed(chatbot, settings)
    else:
        found = evaluated(chatbot, settings, progress_bar, topics=loaded, runs=runs, baseline=baseline)
    click.echo(_json(found.record) if as_json else found.text)
    if html is not None:
        save_html(html, found.report, chatbot.index.manifest, date.today())
    if found.has_loss:
        click.echo("drugbot: significantly worse than the baseline; the report says where", err=True)
        sys.exit(1)


@main.command()
@click.option("--feedback", type=_SET_FILE, help="File that feedback is kept in.  [default: the setting]")
@click.option("--export", type=_FILE, help="File for draft topics of what was not answered or voted down.")
@click.option("--json", "as_json", is_flag=True, help="Print everything that was kept, as JSON.")
@_mendable
def feedback(export: Path | None, as_json: bool, **flags: Any) -> None:
    """List what readers said about replies.

    What was not answered or was voted down is grouped by drug and section.
    """
    from drugbot.feedback.report import draft_topics, feedback_text
    from drugbot.feedback.store import open_store

    kept = open_store(_settings(flags).feedback).all()
    if export is not None:
        export.write_text(draft_topics(kept), encoding="utf-8")
    records = [{"id": number, **one.record()} for number, one in kept]
    click.echo(_json(records) if as_json else feedback_text(kept))


def _json(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, indent=2)
