using Reliability.Common.Internal;
using Reliability.Experiments;
using Reliability.Statistics;

namespace Reliability.AspNetCore.Internal;

/// <summary>The lift of an arm on one day, with the interval that holds at all times together.</summary>
internal sealed record BandResource(string Variant, double? Lift, double? Lower, double? Upper, double? Level, string? Reason)
{
    public static BandResource From(EffectReport effect)
    {
        Comparison comparison = effect.Comparison;
        ConfidenceInterval interval = comparison.LiftInterval;
        return new(
            effect.Variant,
            JsonNumber.Of(comparison.Lift),
            JsonNumber.Of(interval.Lower),
            JsonNumber.Of(interval.Upper),
            JsonNumber.Of(interval.Level),
            comparison.Lift is not null && interval is { Lower: not null, Upper: not null } ? null
            : comparison.Method == ComparisonMethod.NotEnoughData ? $"There is not enough data: {comparison.Reason}."
            : "The value of the control is not above 0, or may be 0.");
    }
}
