"""Help at the command line: the same topics as behind F1."""

from __future__ import annotations

import click

from gridgov.cli.output import json_option, print_json
from gridgov.messages import tr
from gridgov.services import handbook


@click.command("help")
@click.argument("words", nargs=-1)
@json_option
def help_(words: tuple[str, ...], as_json: bool) -> None:
    """Show the help on a topic, or the topics that hold all WORDS; without words, the contents."""
    asked = " ".join(words)
    named = next((one for one in handbook.topics().values() if asked in (one.id, one.title)), None)
    hits = [handbook.Hit(named, "")] if named else handbook.find(asked)
    if as_json:
        print_json([{"id": hit.topic.id, "title": hit.topic.title, "line": hit.line} for hit in hits])
    elif words and len(hits) == 1:
        click.echo(handbook.readable(hits[0].topic.text))
    elif not hits:
        click.echo(tr("No help has all of these words."), err=True)
    else:
        for hit in hits:
            click.echo(f"{hit.topic.id}: {hit.topic.title}" + (f" — {hit.line}" if hit.line else ""))


COMMANDS: tuple[click.Command, ...] = (help_,)
