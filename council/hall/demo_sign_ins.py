"""What `council demo` says on the console: how to sign in."""

from rich.console import Console
from rich.table import Table

from council.hall.demo import Demo

WIDE = 110  # columns in which every name stands whole


def show_sign_ins(demo: Demo, where: str) -> None:
    """Everyone of the demo, with what they sign in with; in Chinese."""
    console = Console(highlight=False, soft_wrap=True, width=max(Console().width, WIDE))
    table = Table(title="演示：谁都可以登录", title_justify="left")
    for heading in ("村", "席位和职务", "姓名", "手机号", "或者短名", ""):
        table.add_column(heading, no_wrap=True)
    for one in demo.sign_ins:
        table.add_row(one.village, one.what, one.name, one.phone, one.short_name, "有一票等着投" if one.waiting else "")
    console.print(table)
    console.print(f"密码都是 [bold]{demo.password}[/bold]    登录：{where}/login")
    console.print(f"督办干部看逾期的事：{where}/me 和 {where}/county/{demo.communities[0].county}")
    for village in demo.communities:
        console.print(f"{village.name}：{where}/{village.address}")
    console.print("人名、地名、数字都是编的。 Everything in it is invented; English at /en/.")
