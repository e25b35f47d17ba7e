"""`paizhu rule`: a question in terms of the pack, with nothing to be understood first."""

from gettext import gettext as _
from typing import Annotated

import typer

from paizhu.cli import output
from paizhu.cli.app import App
from paizhu.cli.exits import UNANSWERABLE
from paizhu.norms.errors import InvalidInput

app = App()


@app.command(
    help=_("Rule on bearer, act and counterpart: ids or names of the pack, or of organs in the registry.")
)
def rule(
    bearer: Annotated[str, typer.Option("--bearer", help=_("Kind of party, or organ, that would owe it."))],
    act: Annotated[str, typer.Option("--act", help=_("The act."))],
    toward: Annotated[
        str | None,
        typer.Option("--toward", help=_("Kind of party, or organ, toward which; none: toward anyone.")),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help=_("The day it is about, YYYY-MM-DD."))] = None,
    lang: Annotated[str | None, typer.Option("--lang", help=_("zh or en."))] = None,
    json_: Annotated[bool, typer.Option("--json", help=_("For programs: one JSON object."))] = False,
) -> None:
    """Rule on one question between kinds of party."""
    from paizhu.cli.days import day
    from paizhu.cli.language import chosen
    from paizhu.cli.pack import base as open_pack
    from paizhu.cli.registry_here import here
    from paizhu.norms.decide import Question, decide
    from paizhu.norms.result import of_ruling

    if lang not in (None, "zh", "en"):
        raise InvalidInput(_("--lang {given!r}: expected zh or en.").format(given=lang))
    on_day = day(on)
    base = open_pack()
    spoken = lang or chosen()
    registry = here(base)
    if registry is not None:
        result = registry.rule(bearer, act, toward, on_day, spoken)
    else:
        asked = base.kind_id(bearer), base.act_id(act), base.kind_id(toward) if toward else None
        result = of_ruling(decide(Question(*asked, on_day), base, base.archetypes), base, spoken)
    if json_:
        output.json_line(result)
    else:
        from paizhu.cli.card import show

        show(result, spoken)
    if result["answer"] == "unanswerable":
        raise typer.Exit(UNANSWERABLE)
