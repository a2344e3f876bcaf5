using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="IncidentChange"/>. Its revision is its place.</summary>
internal sealed record StoredIncidentChange
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<StoredIncidentField>? Fields { get; init; }

    public IncidentChange ToChange(int revision) => new()
    {
        Revision = revision,
        Id = Id,
        Kind = IncidentWords.Change.Value(Kind),
        By = By,
        Reason = Reason,
        At = At,
        Fields = StoredList.Of(Fields, one => new IncidentFieldChange { Field = one.Field, From = one.From, To = one.To }),
    };
}
