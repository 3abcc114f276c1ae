from __future__ import annotations

from pathlib import Path

import pytest

from drugbot.errors import SettingsError
from drugbot.settings import Settings, load_settings


def toml(folder: Path, text: str) -> Path:
    (folder / "drugbot.toml").write_text(text, encoding="utf-8")
    return folder


def test_defaults_apply_where_nothing_is_set(tmp_path: Path) -> None:
    assert load_settings({}, environment={}, folder=tmp_path) == Settings()


def test_flag_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    toml(tmp_path, 'port = 1001\nhost = "10.0.0.1"\nrank_constant = 11')
    environment = {"DRUGBOT_PORT": "1002", "DRUGBOT_HOST": "10.0.0.2"}

    settings = load_settings({"port": 1003}, environment=environment, folder=tmp_path)

    assert (settings.port, settings.host, settings.rank_constant) == (1003, "10.0.0.2", 11)
    assert settings.further_passages == Settings().further_passages


def test_flag_that_was_not_given_sets_nothing(tmp_path: Path) -> None:
    assert load_settings({"port": None}, environment={"DRUGBOT_PORT": "99"}, folder=tmp_path).port == 99


def test_flag_of_zero_counts_as_given(tmp_path: Path) -> None:
    assert load_settings({"port": 0}, environment={"DRUGBOT_PORT": "99"}, folder=tmp_path).port == 0


def test_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    environment = {"DRUGBOT_INDEX": "", "DRUGBOT_ENCODER": "", "DRUGBOT_HOST": "", "DRUGBOT_PORT": ""}
    assert load_settings({}, environment=environment, folder=tmp_path) == Settings()


def test_environment_of_the_process_is_read_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRUGBOT_CORPUS", "elsewhere")
    monkeypatch.chdir(toml(tmp_path, "stale_after_months = 6"))
    settings = load_settings()
    assert (settings.corpus, settings.stale_after_months) == (Path("elsewhere"), 6)


def test_values_have_the_type_of_the_setting(tmp_path: Path) -> None:
    toml(tmp_path, 'evidence_floor = 0\nport = "8080"\nindex = "a/b"')
    settings = load_settings({}, environment={"DRUGBOT_PASSAGE_TOKENS": " 64 "}, folder=tmp_path)
    assert isinstance(settings.evidence_floor, float)
    assert (settings.port, settings.index, settings.passage_tokens) == (8080, Path("a/b"), 64)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("port = true", "port"),
        ("port = 80.5", "port"),
        ("port = inf", "port"),
        ("port = [1]", "port"),
        ('port = "many"', "port"),
        ("port = 70000", "65535"),
        ("passage_tokens = 1", "passage_tokens"),
        ("evidence_floor = nan", "evidence_floor"),
        ("evidence_floor = 1.5", "evidence_floor"),
        ("encoder = 5", "encoder"),
        ('encoder = ""', "encoder"),
        ('host = " "', "host"),
        ("index = 7", "index"),
        ("[index]\npath = 'x'", "index"),
        ("colour = 'red'", "colour"),
        ("port = ", "drugbot.toml"),
        ("port = 1\nport = 2", "drugbot.toml"),
    ],
)
def test_file_with_a_value_that_cannot_be_used_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as failure:
        load_settings({}, environment={}, folder=toml(tmp_path, text))
    assert said in str(failure.value)
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DRUGBOT_PORT", "x"),
        ("DRUGBOT_PORT", "-1"),
        ("DRUGBOT_EVIDENCE_FLOOR", "nan"),
        ("DRUGBOT_HOST", "\t"),
    ],
)
def test_variable_that_cannot_be_used_is_named(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(SettingsError) as failure:
        load_settings({}, environment={variable: value}, folder=tmp_path)
    assert variable.removeprefix("DRUGBOT_").lower() in str(failure.value).lower()


@pytest.mark.parametrize("name", ["emergency_numbers", "poison_numbers", "crisis_numbers"])
@pytest.mark.parametrize(
    "value",
    [" ", "112\n911", "112\t", "<b>112</b>", "[112](tel:112)", "`112`", r"112\\", "{poison}", "1" * 301],
)
def test_number_that_would_not_be_shown_as_it_stands_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        Settings(**{name: value})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "value", ["144 in Switzerland, or www.example.org", "*31# (or +41 44 251 51 51)", "999 – día y noche"]
)
def test_number_is_any_line_that_people_read(value: str) -> None:
    assert load_settings({"poison_numbers": value}, environment={}).poison_numbers == value


def test_flag_that_cannot_be_used_is_named_as_the_flag(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--encoder"):
        load_settings({"encoder": ""}, environment={}, folder=tmp_path)


def test_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "drugbot.toml").write_bytes(b"host = '\xff'")
    with pytest.raises(SettingsError, match=r"drugbot\.toml"):
        load_settings({}, environment={}, folder=tmp_path)


def test_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "drugbot.toml").mkdir()
    with pytest.raises(SettingsError, match=r"drugbot\.toml"):
        load_settings({}, environment={}, folder=tmp_path)


def test_unknown_setting_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="evidence_floor"):
        load_settings({}, environment={}, folder=toml(tmp_path, "floor = 0.2"))


@pytest.mark.parametrize("value", ["", "/drugbot", "/a/b-c_d.e~f", "/drugbot/"])
def test_root_path_is_a_path(value: str) -> None:
    assert Settings(root_path=value).root_path == value


@pytest.mark.parametrize(
    ("value", "instead"),
    [
        ("drugbot", "/drugbot"),
        ("ward/7/", "/ward/7"),
        ("https://x/ward", "/ward"),
        ("https://x/<b>", "/drugbot"),
        ("https://x", "/drugbot"),
        ("//example.org", "/example.org"),
        ("/a b", "/drugbot"),
        ("/a?b", "/drugbot"),
        ("/ward\n", "/drugbot"),
        (" ", "/drugbot"),
    ],
)
def test_root_path_that_is_none_is_refused_with_what_to_write_instead(value: str, instead: str) -> None:
    with pytest.raises(SettingsError, match="root_path") as failure:
        Settings(root_path=value)
    assert str(failure.value).endswith(f"such as {instead!r}")
