from analysis.pipeline import review
from analysis.review import Inputs
from analysis.source import Source

TEXT = """
Parameters:
  Name:
    Type: String
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub "${Name}-${AWS::Region}"
  Other:
    Type: AWS::SQS::Queue
    DependsOn: [Queue, Missing]
    Properties:
      QueueName: {Ref: Name}
"""


def test_uses_are_found_by_what_they_name() -> None:
    source = Source("t.yaml", TEXT)
    uses = review(Inputs(source, source, lint=False)).candidate.uses
    assert set(uses) == {"Parameters/Name", "Resources/Queue"}
    for path, ends in uses.items():
        spans = list(zip(ends[::2], ends[1::2], strict=True))
        assert {TEXT[start:end] for start, end in spans} == {path.rpartition("/")[2]}
    assert len(uses["Parameters/Name"]) == 4
