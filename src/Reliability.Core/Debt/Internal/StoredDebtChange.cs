using System.Text.Json.Serialization;
using Reliability.Common.Internal;

namespace Reliability.Debt.Internal;

/// <summary>The stored form of <see cref="DebtChange"/>. Its revision is its place.</summary>
/// <remarks>The serializer calls setters as it reads; for a required or init-only property it would box each value first.</remarks>
internal sealed record StoredDebtChange
{
    [JsonConverter(typeof(RepeatedText))]
    [JsonRequired]
    public string Id { get; set; } = null!;

    [JsonConverter(typeof(RepeatedText))]
    [JsonRequired]
    public string Kind { get; set; } = null!;

    [JsonConverter(typeof(RepeatedText))]
    [JsonRequired]
    public string By { get; set; } = null!;

    [JsonConverter(typeof(RepeatedText))]
    [JsonRequired]
    public string Reason { get; set; } = null!;

    [JsonRequired]
    public DateTimeOffset At { get; set; }

    public IReadOnlyList<StoredFieldChange>? Fields { get; set; }

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
