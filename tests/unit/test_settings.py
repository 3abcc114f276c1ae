from __future__ import annotations

import re
from pathlib import Path

import pytest

from drugbot.errors import SettingsError
from drugbot.settings import Settings, load_settings, unknown_variables
from tests.conftest import ROOT


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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "99999"),
        ("evidence_floor", "nan"),
        ("runtime", "java"),
        ("crisis_numbers", "<b>"),
        ("root_path", "drugbot"),
        ("index", "~nobody-of-that-name/index"),
    ],
)
def test_value_out_of_range_is_refused_by_what_set_it(tmp_path: Path, name: str, value: str) -> None:
    flag, variable = f"--{name.replace('_', '-')}", f"DRUGBOT_{name.upper()}"
    with pytest.raises(SettingsError, match=f"^{flag} is"):
        load_settings({name: value}, environment={}, folder=tmp_path)
    with pytest.raises(SettingsError, match=f"^{variable} is"):
        load_settings({}, environment={variable: value}, folder=tmp_path)
    with pytest.raises(SettingsError, match=rf"^drugbot\.toml: {name} is"):
        load_settings({}, environment={}, folder=toml(tmp_path, f'{name} = "{value}"'))


def test_value_out_of_range_that_another_takes_the_place_of_does_no_harm(tmp_path: Path) -> None:
    toml(tmp_path, "port = 99999")
    assert load_settings({}, environment={"DRUGBOT_PORT": "80"}, folder=tmp_path).port == 80


@pytest.mark.parametrize("name", ["corpus", "index", "cache", "encoder", "feedback"])
def test_home_of_the_user_is_put_into_a_path_whatever_set_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("HOME", "/home/mara")
    kind = Path if isinstance(getattr(Settings(), name), Path) else str
    found = [
        load_settings({name: "~/x"}, environment={}, folder=tmp_path),
        load_settings({}, environment={f"DRUGBOT_{name.upper()}": "~/x"}, folder=tmp_path),
        load_settings({}, environment={}, folder=toml(tmp_path, f'{name} = "~/x"')),
        Settings(**{name: kind("~/x")}),  # type: ignore[arg-type]
    ]
    assert [getattr(settings, name) for settings in found] == [kind("/home/mara/x")] * 4


@pytest.mark.parametrize("name", ["corpus", "index", "cache"])
def test_empty_path_is_not_the_working_directory(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=f"--{name} is ''; a path is needed"):
        load_settings({name: ""}, environment={}, folder=tmp_path)
    with pytest.raises(SettingsError, match="a path is needed"):
        load_settings({}, environment={f"DRUGBOT_{name.upper()}": " "}, folder=tmp_path)
    with pytest.raises(SettingsError, match="a path is needed"):
        load_settings({}, environment={}, folder=toml(tmp_path, f'{name} = ""'))


def test_byte_order_mark_before_the_file_is_none_of_it(tmp_path: Path) -> None:
    toml(tmp_path, "\ufeffport = 80")
    assert load_settings({}, environment={}, folder=tmp_path).port == 80


def test_variable_that_is_no_setting_is_named_with_the_nearest_that_is() -> None:
    environment = {"DRUGBOT_PROT": "1", "DRUGBOT_PORT": "2", "DRUGBOT_COPRUS": "", "PORT": "3"}
    (message,) = unknown_variables(environment)
    assert "DRUGBOT_PROT is set" in message
    assert "DRUGBOT_PORT?" in message
    (message,) = unknown_variables({"DRUGBOT_QQQQQQQQQQQQ": "1"})
    assert "README.md" in message


def test_variables_of_the_tests_and_the_makefile_draw_no_warning() -> None:
    files = [*(ROOT / "tests").rglob("*.py"), ROOT / "Makefile"]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    used = set(re.findall(r'(?:environ\.get\("|@)(DRUGBOT_\w+)', text))
    assert "DRUGBOT_LONG" in used
    assert unknown_variables(dict.fromkeys(used, "1")) == ()


def test_command_that_builds_the_index_names_what_is_not_as_it_is_by_default() -> None:
    assert Settings().index_command == "drugbot index"
    assert Settings(corpus=Path("my texts")).index_command == "drugbot index --corpus 'my texts'"
    elsewhere = Settings(index=Path("/i"), encoder="m")
    assert elsewhere.index_command == "drugbot index --index /i --encoder m"
