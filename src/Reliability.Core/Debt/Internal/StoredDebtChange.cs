using System.Text.Json.Serialization;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>The stored form of <see cref="DebtChange"/>. Its revision is its place.</summary>
internal sealed record StoredDebtChange
{
    [JsonConverter(typeof(RepeatedText))]
    public required string Id { get; init; }

    [JsonConverter(typeof(RepeatedText))]
    public required string Kind { get; init; }

    [JsonConverter(typeof(RepeatedText))]
    public required string By { get; init; }

    [JsonConverter(typeof(RepeatedText))]
    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<StoredFieldChange>? Fields { get; init; }

    public DebtChange ToChange(int revision) => new()
    {
        Revision = revision,
        Id = Id,
        Kind = DebtWords.Change.Value(Kind),
        By = By,
        Reason = Reason,
        At = At,
        Fields = StoredList.Of(Fields, one => new DebtFieldChange { Field = one.Field, From = one.From, To = one.To }),
    };
}
