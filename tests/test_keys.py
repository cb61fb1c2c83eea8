"""Every row belongs to one community, except the few tables that are named here."""

from sqlalchemy import ForeignKeyConstraint, Table, UniqueConstraint

from council.tables import metadata

REFERENCE = {"county", "township", "community"}
KEYED_EVERYWHERE = {
    "community_slug", "community_label", "account", "sign_in_name", "session", "known_device", "failed_tries",
    "short_link",
}  # fmt: skip
OF_AN_ACCOUNT = {"account_membership"}  # a person's own list of their communities
OF_A_COUNTY = {"officer"}  # who watches over the communities of a county or a township
OWNED = [t for t in metadata.sorted_tables if t.name not in REFERENCE | KEYED_EVERYWHERE | OF_AN_ACCOUNT | OF_A_COUNTY]


def test_every_primary_key_begins_with_the_community() -> None:
    wrong = [t.name for t in OWNED if next(c.name for c in t.primary_key.columns) != "community_id"]
    assert not wrong


def test_every_unique_key_holds_the_community() -> None:
    for table in OWNED:
        for constraint in table.constraints:
            if isinstance(constraint, UniqueConstraint):
                assert "community_id" in {c.name for c in constraint.columns}, (table.name, constraint.name)
        for index in table.indexes:
            assert not index.unique or "community_id" in {c.name for c in index.columns}, (table.name, index.name)


def test_every_reference_stays_within_the_community() -> None:
    for table in OWNED:
        for constraint in table.constraints:
            if isinstance(constraint, ForeignKeyConstraint) and constraint.referred_table.name not in REFERENCE:
                assert "community_id" in constraint.column_keys, (table.name, constraint.column_keys)


def test_nothing_counts_itself() -> None:
    """No autoincrement: numbers are natural, or allotted under the head row."""
    for table in metadata.sorted_tables:
        assert table.autoincrement_column is None or len(table.primary_key.columns) > 1, table.name


def test_a_seat_never_refers_to_an_account() -> None:
    def referred(table: Table) -> set[str]:
        return {fk.column.table.name for fk in table.foreign_keys}

    assert {t.name for t in metadata.sorted_tables if "account" in referred(t)} == {
        "sign_in_name",
        "session",
        "known_device",
        "account_membership",
        "officer",
    }
