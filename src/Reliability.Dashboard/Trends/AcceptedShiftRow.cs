using Reliability.Trends;

namespace Reliability.Dashboard.Internal;

/// <summary>A shift that a person accepted as the baseline, also one whose acceptance was withdrawn.</summary>
internal sealed record AcceptedShiftRow
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    public string? WithdrawnBy { get; init; }

    public string? WithdrawalReason { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    public static AcceptedShiftRow Of(AcceptedShift shift) => new()
    {
        Id = shift.Id,
        At = shift.At,
        Kind = shift.Kind.ToString(),
        By = shift.By,
        Reason = shift.Reason,
        AcceptedAt = shift.AcceptedAt,
        WithdrawnBy = shift.WithdrawnBy,
        WithdrawalReason = shift.WithdrawalReason,
        WithdrawnAt = shift.WithdrawnAt,
    };
}
