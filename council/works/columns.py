"""The columns of the tables of works, by short names, for the room's queries."""

from sqlmodel import SQLModel

from council.works.tables import (
    Acceptance,
    AddedMoney,
    Contract,
    Extension,
    MilestoneKept,
    Progress,
    ProgressPhoto,
    Responsible,
    SiteAnswer,
    SiteCheck,
    Undertaking,
)

UNDERTAKING, PERSON, MILESTONE, CONTRACT, PROGRESS, PHOTO, CHECK, ANSWER, EXTENSION, MONEY, ACCEPTANCE = (
    SQLModel.metadata.tables[str(table.__tablename__)].c
    for table in (
        Undertaking, Responsible, MilestoneKept, Contract, Progress, ProgressPhoto, SiteCheck, SiteAnswer, Extension,
        AddedMoney, Acceptance,
    )
)  # fmt: skip
MOTION, VERSION, MEMBER, BODY = (
    SQLModel.metadata.tables[name].c for name in ("motion", "motion_version", "membership", "body")
)
