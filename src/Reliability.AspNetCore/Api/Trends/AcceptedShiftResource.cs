using Reliability.Common.Internal;
using Reliability.Trends;

namespace Reliability.AspNetCore.Internal;

/// <summary>A shift that a person accepted as a new baseline. It lay between <c>From</c> and <c>To</c> when it was accepted.</summary>
internal sealed record AcceptedShiftResource(
    string Id,
    string Metric,
    string Service,
    DateTimeOffset At,
    DateTimeOffset From,
    DateTimeOffset To,
    string Kind,
    double? Size,
    string By,
    string Reason,
    DateTimeOffset AcceptedAt,
    bool IsInForce,
    string? WithdrawnBy,
    string? WithdrawalReason,
    DateTimeOffset? WithdrawnAt)
{
    public static AcceptedShiftResource Of(AcceptedShift shift) => new(
        shift.Id,
        shift.Metric,
        shift.Service,
        shift.At,
        shift.Within.Start,
        shift.Within.End,
        shift.Kind.ToString(),
        JsonNumber.Of((double?)shift.Size),
        shift.By,
        shift.Reason,
        shift.AcceptedAt,
        shift.IsInForce,
        shift.WithdrawnBy,
        shift.WithdrawalReason,
        shift.WithdrawnAt);
}
