"""Customers in and out as CSV and vCard, in the languages and encodings that Korean offices have."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.builtin_crm import exchange
from connectors.builtin_crm.connector import BuiltinCrm
from connectors.builtin_crm.exchange import Imported
from connectors.builtin_crm.tables import encoding_of, full_name
from tests.connectors.builtin_crm.remote import CrmRemote
from workspace.connector.contract import KitSession
from workspace.connector.errors import Rejected
from workspace.connector.pages import Query
from workspace.model.items import Record

KOREAN = "이름,이메일,휴대폰,회사명,직함,지역\n김민수,minsu@hanbit.co.kr,010-1234-5678,한빛상사,과장,서울\n"


@pytest.fixture
def remote(tmp_path: Path) -> CrmRemote:
    return CrmRemote(tmp_path)


@pytest.fixture
def crm(remote: CrmRemote) -> Iterator[BuiltinCrm]:
    connector = BuiltinCrm(KitSession(remote.settings, remote.secrets, remote.drive))
    yield connector
    connector.close()


def take(crm: BuiltinCrm, folder: Path, content: str | bytes, name: str = "list.csv") -> Imported:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return crm.import_file(str(path))


def everything(crm: BuiltinCrm) -> dict[str, Record]:
    (records,) = crm.discover()
    pages = crm.pull(records, None)
    return {i.name: i for page in pages for i in page.items if isinstance(i, Record)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_korean_headings_in_every_encoding(crm: BuiltinCrm, tmp_path: Path, encoding: str) -> None:
    result = take(crm, tmp_path, KOREAN.encode(encoding))
    assert (result.added, result.problems) == (1, ())
    minsu = everything(crm)["김민수"]
    assert minsu.emails == ("minsu@hanbit.co.kr",)
    assert (minsu.phones, minsu.title, minsu.city) == (("010-1234-5678",), "과장", "서울")
    company = everything(crm)["한빛상사"]
    assert minsu.parent_ids == (company.remote_id,)
    assert company.domains == ("hanbit.co.kr",)


def test_english_headings_of_other_programs(crm: BuiltinCrm, tmp_path: Path) -> None:
    content = (
        "First Name;Last Name;E-mail Address;Company;Job Title\n"
        'Anna;Berg;anna@norrland.example;"Norrland; Foods";Buyer\n민수;김;minsu@hanbit.co.kr;;\n'
    )
    assert take(crm, tmp_path, content).added == 2
    assert {"Anna Berg", "Norrland; Foods", "김민수"} == set(everything(crm))


def test_bad_rows_are_reported_with_their_lines_and_the_good_ones_kept(crm: BuiltinCrm, tmp_path: Path) -> None:
    content = (
        "name,email\nAnna,anna@x.example\nBob,not an address\n\n,\nCarl,carl@x.example,extra\n"
        '"Dora\nDiaz",dora@x.example\n,erik@x.example\n'
    )
    result = take(crm, tmp_path, content)
    assert set(everything(crm)) == {"Anna", "Dora Diaz", "erik@x.example"}
    assert result.problems == (
        "line 3: emails is not right: “not an address” is not a mail address",
        "line 6: it has 3 cells, the first line 2",
    )
    assert result.count == 3


def test_importing_again_changes_nothing(crm: BuiltinCrm, tmp_path: Path) -> None:
    take(crm, tmp_path, KOREAN)
    before = everything(crm)
    again = take(crm, tmp_path, KOREAN)
    assert (again.added, again.merged, again.unchanged) == (0, 0, 1)
    assert everything(crm) == before


def test_the_same_address_is_the_same_person(crm: BuiltinCrm, tmp_path: Path) -> None:
    take(crm, tmp_path, KOREAN)
    more = "name,email,email 2,city\nMinsu Kim,MINSU@hanbit.co.kr,m.kim@naver.com,Busan\n"
    result = take(crm, tmp_path, more)
    assert (result.added, result.merged) == (0, 1)
    minsu = everything(crm)["김민수"]
    assert minsu.emails == ("minsu@hanbit.co.kr", "m.kim@naver.com")
    assert minsu.city == "서울"


def test_types_come_from_the_column_or_the_files_name(crm: BuiltinCrm, tmp_path: Path) -> None:
    take(crm, tmp_path, "구분,이름,도메인\n회사,한빛상사,https://www.hanbit.co.kr\n잠재고객,이지영,\n")
    take(crm, tmp_path, "제목,회사,금액,단계\n2027 갱신,한빛상사,48000,완료\n", "거래.csv")
    found = everything(crm)
    assert {name: each.record_type.value for name, each in found.items()} == {
        "한빛상사": "company",
        "이지영": "lead",
        "2027 갱신": "deal",
    }
    assert found["한빛상사"].domains == ("hanbit.co.kr",)
    assert found["2027 갱신"].parent_ids == (found["한빛상사"].remote_id,)
    assert not found["2027 갱신"].is_open


def test_an_export_into_an_empty_crm_gives_the_same_file(crm: BuiltinCrm, remote: CrmRemote, tmp_path: Path) -> None:
    company = remote.create("company", name='Haneul, "Trading"', domains=["haneul.example"])
    contact = remote.create("contact", name="김민수", emails=["a@haneul.example", "b@naver.com"], parent_ids=company)
    remote.create("lead", name="+82 Lead", phones="+82 10-1234-5678", stage="converted")
    remote.create("deal", name="=1+1", amount="€48,000", parent_ids=[company, contact])
    remote.create("case", name="Case 731", stage="완료", parent_ids=contact)
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    assert crm.export_file(str(first)) == 5
    (tmp_path / "other").mkdir()
    other = CrmRemote(tmp_path / "other")
    copy = BuiltinCrm(KitSession(other.settings, other.secrets, other.drive))
    assert copy.import_file(str(first)) == Imported(added=5)
    copy.export_file(str(second))
    copy.close()
    assert second.read_bytes() == first.read_bytes()
    assert "'=1+1" in first.read_text("utf-8-sig")


CARDS = {
    "2.1": b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=EUC-KR;ENCODING=QUOTED-PRINTABLE:"
    b"=B1=E8;=B9=CE=BC=F6;;;\r\nFN;CHARSET=EUC-KR;ENCODING=QUOTED-PRINTABLE:=B1=E8=B9=CE=\r\n=BC=F6\r\n"
    b"TEL;CELL:010-1234-5678\r\nEMAIL;INTERNET:minsu@hanbit.co.kr\r\n"
    b"ORG;CHARSET=EUC-KR;ENCODING=QUOTED-PRINTABLE:=C7=D1=BA=FB=BB=F3=BB=E7;\r\nEND:VCARD\r\n",
    "2.1 raw": "BEGIN:VCARD\r\nVERSION:2.1\r\nN:김;민수;;;\r\nTEL;CELL:010-1234-5678\r\n"
    "EMAIL:minsu@hanbit.co.kr\r\nORG:한빛상사\r\nEND:VCARD\r\n".encode("cp949"),
    "3.0": "BEGIN:VCARD\nVERSION:3.0\nFN:김민수\nN:김;민수;;;\nTEL;TYPE=CELL:010-1234-5678\n"
    "item1.EMAIL;type=INTERNET:minsu@hanbit.co.kr\nORG:한빛상사;영업팀\n"
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ\n SkZJRg==\nEND:VCARD\n".encode(),
    "4.0": "\ufeffBEGIN:VCARD\nVERSION:4.0\nFN:김민수\nEMAIL;PREF=1:minsu@hanbit.co.kr\n"
    "TEL;VALUE=uri;TYPE=cell:tel:010-1234-5678\nORG:한빛상사\nEND:VCARD\n".encode(),
}


@pytest.mark.parametrize("version", list(CARDS))
def test_cards_of_every_version_and_encoding(crm: BuiltinCrm, tmp_path: Path, version: str) -> None:
    result = take(crm, tmp_path, CARDS[version], "phone.vcf")
    assert (result.added, result.problems) == (1, ())
    found = everything(crm)
    assert found["김민수"].emails == ("minsu@hanbit.co.kr",)
    assert found["김민수"].phones == ("010-1234-5678",)
    assert found["김민수"].parent_ids == (found["한빛상사"].remote_id,)


def test_a_broken_card_is_reported_and_its_neighbours_kept(crm: BuiltinCrm, tmp_path: Path) -> None:
    broken = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Half\r\n"
    nameless = b"BEGIN:VCARD\nVERSION:3.0\nNOTE:x\nEND:VCARD\n"
    result = take(crm, tmp_path, CARDS["3.0"] + broken + nameless + CARDS["2.1"], "all.vcf")
    assert [each.partition(":")[0] for each in result.problems] == ["line 11", "line 14"]
    assert (result.added, result.unchanged) == (1, 1)


def test_exported_cards_come_back_the_same(crm: BuiltinCrm, remote: CrmRemote, tmp_path: Path) -> None:
    take(crm, tmp_path, KOREAN)
    remote.create("contact", name="Anna; Berg, Dr.", emails="anna@x.example")
    before = everything(crm)
    path = tmp_path / "out.vcf"
    assert crm.export_file(str(path)) == 2
    assert crm.import_file(str(path)) == Imported(unchanged=2)
    assert everything(crm) == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("list.pdf", "x"), ("empty.csv", ""), ("numbers.csv", "1,2\n3,4\n"), ("gone/list.csv", None)],
)
def test_a_file_that_is_none_of_ours_is_refused(
    crm: BuiltinCrm, tmp_path: Path, name: str, content: str | None
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(Rejected) as caught:
        crm.import_file(str(tmp_path / name))
    assert caught.value.params["field"] == "file"


def test_an_export_that_fails_leaves_nothing(crm: BuiltinCrm, tmp_path: Path) -> None:
    with pytest.raises(Rejected):
        crm.export_file(str(tmp_path / "missing" / "out.csv"))
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(Rejected):
        crm.export_file(str(tmp_path / "folder.csv"))
    assert not list(tmp_path.glob(".*.part"))


def test_what_is_imported_is_found_at_once(crm: BuiltinCrm, tmp_path: Path) -> None:
    take(crm, tmp_path, KOREAN)
    for query in (Query(text="민수"), Query(domains=("hanbit.co.kr",)), Query(text="한빛")):
        assert list(crm.look_up(query))
    assert not list(crm.look_up(Query(text="%")))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from([".csv", ".vcf"]))
def test_garbage_never_breaks_an_import(crm: BuiltinCrm, tmp_path: Path, content: bytes, ending: str) -> None:
    heading = b"name,email\n" if ending == ".csv" else b"BEGIN:VCARD\nFN:"
    end = b"" if ending == ".csv" else b"\nEND:VCARD\n"
    result = take(crm, tmp_path, heading + content + end, f"garbage{ending}")
    assert result.count + len(result.problems) <= content.count(b"\n") + content.count(b"\r") + 2


def test_names_are_put_together_as_they_are_written() -> None:
    assert full_name("민수", "김") == "김민수"
    assert full_name("Anna", "Berg") == "Anna Berg"


def test_a_long_file_with_one_late_korean_word_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(b"name,email\n" * 9000 + "가나".encode("cp949"))
    assert encoding_of(path) == "cp949"


def test_a_large_import_is_taken_in_batches(crm: BuiltinCrm, tmp_path: Path) -> None:
    rows = "".join(f"Person {n},p{n}@x.example\n" for n in range(1203))
    assert take(crm, tmp_path, f"name,email\n{rows}").added == 1203
    assert exchange.export_file(crm.file, str(tmp_path / "out.csv")) == 1203
