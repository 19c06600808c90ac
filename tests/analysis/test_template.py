from analysis.reading.reader import read
from analysis.source import Source
from analysis.template import Template, build_template


def template(text: str) -> Template:
    return build_template(read(Source("template.yaml", text)))


def test_entities_stand_in_the_order_of_the_text() -> None:
    found = template("Resources:\n  B: {Type: AWS::SNS::Topic}\n  A: {Type: AWS::SQS::Queue}\n")
    assert list(found.resources) == ["B", "A"]
    assert found.resources["A"].type == "AWS::SQS::Queue"
    assert found.resources["A"].path == ("Resources", "A")


def test_a_section_that_is_no_object_has_no_entities() -> None:
    found = template("Resources:\n  A: {Type: AWS::SNS::Topic}\nOutputs: nothing\n")
    assert found.section("Outputs") == {}
    assert found.section("Hooks") == {}


def test_of_a_repeated_name_the_last_one_counts() -> None:
    found = template(
        '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}, "A": {"Type": "AWS::SQS::Queue"}}}',
    )
    assert [resource.type for resource in found.resources.values()] == ["AWS::SQS::Queue"]


def test_an_entity_is_found_by_a_place_in_it() -> None:
    text = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"
    found = template(text).entity_at(text.index("SNS"))
    assert found is not None
    assert found.logical_id == "Topic"
    assert template(text).entity_at(0) is None


def test_properties_are_reached_by_path() -> None:
    found = template(
        "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties:\n      Tags:\n"
        "        - {Key: Name, Value: x}\n    DeletionPolicy: Retain\n",
    )
    bucket = found.resources["B"]
    assert bucket.property("Tags", 0, "Key") is not None
    assert bucket.property("Tags", 1) is None
    assert bucket.attribute("DeletionPolicy") is not None
    assert [one.logical_id for one in found.of_type("AWS::S3::Bucket")] == ["B"]
