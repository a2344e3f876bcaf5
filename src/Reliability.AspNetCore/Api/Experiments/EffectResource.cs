using Reliability.Common.Internal;
using Reliability.Experiments;
using Reliability.Statistics;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// The difference between an arm and the control. Lifts are shares of the control's value. <c>Undefined</c> has the reason for each
/// number that is null.
/// </summary>
internal sealed record EffectResource(
    string Variant,
    double? Control,
    double? Treatment,
    double? Difference,
    IntervalResource DifferenceInterval,
    double? Lift,
    IntervalResource LiftInterval,
    double? PValue,
    double? Alpha,
    bool IsSignificant,
    string Method,
    string MethodReason,
    string Outcome,
    string? Guardrail,
    double? ChanceToWin,
    double? ExpectedLoss,
    double? MinimumDetectableEffect,
    IReadOnlyDictionary<string, string> Undefined)
{
    public static EffectResource From(EffectReport effect)
    {
        Comparison comparison = effect.Comparison;
        bool hasData = comparison.Method != ComparisonMethod.NotEnoughData;
        return new(
            effect.Variant,
            hasData ? JsonNumber.Of(comparison.Control) : null,
            hasData ? JsonNumber.Of(comparison.Treatment) : null,
            hasData ? JsonNumber.Of(comparison.Difference) : null,
            IntervalResource.From(comparison.DifferenceInterval),
            JsonNumber.Of(comparison.Lift),
            IntervalResource.From(comparison.LiftInterval),
            JsonNumber.Of(comparison.PValue),
            JsonNumber.Of(comparison.Alpha),
            comparison.IsSignificant,
            comparison.Method.ToString(),
            comparison.Reason,
            effect.Outcome.ToString(),
            effect.Guardrail?.ToString(),
            JsonNumber.Of(effect.ChanceToWin),
            JsonNumber.Of(effect.ExpectedLoss),
            JsonNumber.Of(effect.MinimumDetectableEffect),
            Reasons(effect, hasData));
    }

    private static Dictionary<string, string> Reasons(EffectReport effect, bool hasData)
    {
        Comparison comparison = effect.Comparison;
        string nothing = $"There is not enough data: {comparison.Reason}.";
        Dictionary<string, string> reasons = new(StringComparer.Ordinal);
        Add("control", hasData, nothing);
        Add("treatment", hasData, nothing);
        Add("difference", hasData, nothing);
        Add(
            "differenceInterval",
            comparison.DifferenceInterval is { Lower: not null, Upper: not null },
            hasData ? "The interval has no bound on this side." : nothing);
        Add("lift", comparison.Lift is not null, hasData ? "The value of the control is not above 0." : nothing);
        Add(
            "liftInterval",
            comparison.LiftInterval is { Lower: not null, Upper: not null },
            hasData ? "The interval has no bound on a side where the value of the control may be 0." : nothing);
        Add("chanceToWin", effect.ChanceToWin is not null, hasData ? "The arms have no variance." : nothing);
        Add("expectedLoss", effect.ExpectedLoss is not null, hasData ? "The arms have no variance." : nothing);
        Add(
            "minimumDetectableEffect",
            effect.MinimumDetectableEffect is not null,
            hasData ? "The standard error of the lift is not known." : nothing);
        return reasons;

        void Add(string name, bool isDefined, string reason)
        {
            if (!isDefined)
            {
                reasons.Add(name, reason);
            }
        }
    }
}
