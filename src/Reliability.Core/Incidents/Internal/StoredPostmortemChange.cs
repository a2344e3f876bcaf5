using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The stored form of <see cref="PostmortemChange"/>. Its revision is its place.</summary>
internal sealed record StoredPostmortemChange
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<StoredIncidentField>? Fields { get; init; }

    public static StoredPostmortemChange Of(PostmortemChange one) => new()
    {
        Id = one.Id,
        Kind = PostmortemWords.Change.Word(one.Kind),
        By = one.By,
        Reason = one.Reason,
        At = one.At,
        Fields = one.Fields.Count == 0
            ? null
            : [.. one.Fields.Select(field => new StoredIncidentField { Field = field.Field, From = field.From, To = field.To })],
    };

    public PostmortemChange ToChange(int revision) => new()
    {
        Revision = revision,
        Id = Id,
        Kind = PostmortemWords.Change.Value(Kind),
        By = By,
        Reason = Reason,
        At = At,
        Fields = StoredList.Of(Fields, one => new IncidentFieldChange { Field = one.Field, From = one.From, To = one.To }),
    };
}
