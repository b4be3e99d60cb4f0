"""`completion`: the script that teaches a shell our names."""

from __future__ import annotations

import click

from workbook.cli.command import Command
from workbook.cli.complete import COMPLETE


@click.command(
    "completion",
    cls=Command,
    of_project=False,
    reports=False,
    help="Print the script that completes commands, questions, phases and projects in your shell.",
    examples=[
        "completion bash >> ~/.bashrc",
        "completion zsh >> ~/.zshrc",
        "completion fish > ~/.config/fish/completions/mlworkbook.fish",
    ],
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Prints click's own script for the shell."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"There is no completion for {shell}.", context)
    script = found(context.find_root().command, {}, "mlworkbook", COMPLETE).source()
    click.echo(script)
