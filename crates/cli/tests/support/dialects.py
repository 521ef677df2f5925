"""Reads the files of `detente code --dialect` back as their users do. Run by crates/cli/tests/dialects.rs.

    python dialects.py FOLDER

FOLDER holds events.plover.jsonl, events.polecat.txt, events.icews.tab, events.gdelt.tsv. Ends with 0 when every column has
the type that it has in the data set; prints the number of rows of each.
"""

import csv
import pathlib
import sys

import pandas

GDELT = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate
Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code
Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code
Actor2Type1Code Actor2Type2Code Actor2Type3Code
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long
Actor1Geo_FeatureID
Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long
Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long
ActionGeo_FeatureID DATEADDED SOURCEURL""".split()


def gdelt(path):
    whole = ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources",
             "NumArticles", "Actor1Geo_Type", "Actor2Geo_Type", "ActionGeo_Type", "DATEADDED"]
    real = ["FractionDate", "GoldsteinScale", "AvgTone", "ActionGeo_Lat", "ActionGeo_Long"]
    types = {name: str for name in GDELT} | dict.fromkeys(whole, "int64") | dict.fromkeys(real, "float64")
    table = pandas.read_csv(path, sep="\t", header=None, names=GDELT, dtype=types, index_col=False)
    days = pandas.to_datetime(table["SQLDATE"], format="%Y%m%d")
    pandas.to_datetime(table["DATEADDED"], format="%Y%m%d%H%M%S")
    assert (days.dt.year == table["Year"]).all()
    assert table["GLOBALEVENTID"].is_unique
    assert table["EventCode"].str.fullmatch(r"\d{3,4}").all(), table["EventCode"]
    assert (table["EventCode"].str[:2] == table["EventRootCode"]).all()
    assert table["QuadClass"].isin([1, 2, 3, 4]).all()
    assert table["GoldsteinScale"].between(-10, 10).all()
    assert table["ActionGeo_CountryCode"].dropna().str.fullmatch("[A-Z]{2}").all()
    return table


def icews(path):
    types = {"Event ID": "int64", "CAMEO Code": str, "Intensity": "float64", "Story ID": "int64",
             "Sentence Number": "int64", "Latitude": "float64", "Longitude": "float64"}
    table = pandas.read_csv(path, sep="\t", dtype=types, parse_dates=["Event Date"])
    same = pandas.read_csv(path, sep="\t", dtype=types, parse_dates=["Event Date"], quoting=csv.QUOTE_NONE)
    pandas.testing.assert_frame_equal(table, same)
    assert str(table["Event Date"].dtype).startswith("datetime64")
    assert len(table.columns) == 20 and not table.duplicated(["Event ID", "Event Date"]).any()
    assert table["Event Text"].notna().all()
    return table


def polecat(path):
    table = pandas.read_csv(path, sep="\t", parse_dates=["Event Date", "Publication Date"], keep_default_na=False, na_values=[""])
    assert len(table.columns) == 40
    assert str(table["Event Date"].dtype).startswith("datetime64")
    assert table["Intensity"].dtype == "float64"
    assert table["Quad Code"].isin(["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"]).all()
    assert table["Event ID"].is_unique
    assert table["Actor Country"].notna().all()
    numbers = table["Actor COW"].str.split("; ").explode()
    assert numbers[numbers != "None"].astype(int).between(2, 990).all()
    assert pandas.to_numeric(table["Latitude"]).dropna().between(-90, 90).all()
    return table


def plover(path):
    table = pandas.read_json(path, lines=True, convert_dates=["date", "enddate"])
    assert str(table["date"].dtype).startswith("datetime64")
    assert table["actor"].map(lambda actors: all("code" in actor for actor in actors)).all()
    assert table["event"].map(len).eq(1).all()
    return table


def main():
    folder = pathlib.Path(sys.argv[1])
    tables = {
        "plover": plover(folder / "events.plover.jsonl"),
        "polecat": polecat(folder / "events.polecat.txt"),
        "icews": icews(folder / "events.icews.tab"),
        "gdelt": gdelt(folder / "events.gdelt.tsv"),
    }
    assert len(tables["plover"]) == len(tables["polecat"]) > 0
    assert len(tables["icews"]) == len(tables["gdelt"]) >= len(tables["polecat"])
    assert (tables["icews"]["CAMEO Code"].to_numpy() == tables["gdelt"]["EventCode"].to_numpy()).all()
    print(" ".join(f"{name} {len(table)}" for name, table in tables.items()))


if __name__ == "__main__":
    main()
