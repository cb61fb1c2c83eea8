"""What several commands take, with their words."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", help="数据放哪个文件夹，或者用 COUNCIL_DATABASE_URL。 Folder of the data.", show_default=False
    ),
]
Port = Annotated[int | None, typer.Option(help="端口。 Port.  [8000]", show_default=False)]
Host = Annotated[str | None, typer.Option(help="监听的地址。 Address to listen on.  [127.0.0.1]", show_default=False)]
Workers = Annotated[
    int | None,
    typer.Option(min=1, help="开几个进程，PostgreSQL 才能多于 1。 Processes, on PostgreSQL.  [1]", show_default=False),
]
Where = Annotated[str, typer.Argument(metavar="COMMUNITY", help="社区，例如 yunxi/liutang。 A community's address.")]
