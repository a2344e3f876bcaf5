using System.Globalization;
using Reliability.Common.Internal;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>
/// Fires while the budget burns faster than a factor over a long window, which shows that it matters, and over a short
/// one, which shows that it goes on.
/// </summary>
/// <remarks>Source: Google, The Site Reliability Workbook, chapter 5, table 5-8 (multi-window, multi-burn-rate alerts).</remarks>
public sealed record BurnRateRule : AlertRule
{
    private static readonly (int LongMinutes, int ShortMinutes, decimal BudgetShare, AlertSeverity Severity)[] WorkbookTiers =
    [
        (60, 5, 0.02m, AlertSeverity.Page),
        (6 * 60, 30, 0.05m, AlertSeverity.Page),
        (24 * 60, 2 * 60, 0.10m, AlertSeverity.Ticket),
        (3 * 24 * 60, 6 * 60, 0.10m, AlertSeverity.Ticket),
    ];

    private static readonly TimeSpan WorkbookPeriod = TimeSpan.FromDays(30);

    /// <summary>Sets the rule.</summary>
    /// <param name="longWindow">The long window, whole minutes up to 90 days.</param>
    /// <param name="shortWindow">The short window, no longer than the long one.</param>
    /// <param name="factor">
    /// The burn rate above which the rule fires, above 0. An objective rejects a factor of or above 1 / (1 - target), which no burn rate
    /// can exceed.
    /// </param>
    /// <param name="severity">Who should hear of it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public BurnRateRule(TimeSpan longWindow, TimeSpan shortWindow, decimal factor, AlertSeverity severity)
        : base($"burn-{DurationText.Of(longWindow)}-{DurationText.Of(shortWindow)}", severity)
    {
        LongWindow = RequireWindow(longWindow, nameof(longWindow));
        ShortWindow = RequireWindow(shortWindow, nameof(shortWindow));
        Require.That(
            shortWindow <= longWindow,
            shortWindow,
            $"A short window is no longer than the long one ({longWindow}).",
            nameof(shortWindow));
        Require.That(factor > 0, factor, "A burn-rate factor is above 0.", nameof(factor));
        Factor = factor;
    }

    /// <summary>The long window.</summary>
    public TimeSpan LongWindow { get; }

    /// <summary>The short window.</summary>
    public TimeSpan ShortWindow { get; }

    /// <summary>The burn rate above which the rule fires.</summary>
    public decimal Factor { get; }

    /// <summary>What keeps quiet hours from raising an alarm. Default: <see cref="LowTrafficGuard.Default"/>.</summary>
    public LowTrafficGuard Guard { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } =
        LowTrafficGuard.Default;

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => LongWindow;

    /// <summary>
    /// The four rules of the Workbook: 14.4 over 1h/5m and 6 over 6h/30m page, 3 over 24h/2h and 1 over 3d/6h open a ticket. They are
    /// for 30 days and are scaled to another period as told; a rule whose long window exceeds the period, or whose factor no burn
    /// rate can exceed under the target, is left out.
    /// </summary>
    /// <param name="period">The length of the objective's window.</param>
    /// <param name="target">The objective's target in percent, above 0 and below 100.</param>
    /// <param name="scaling">How to scale. Default: keep the windows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static IReadOnlyList<BurnRateRule> Workbook(
        TimeSpan period,
        decimal target,
        BurnRateScaling scaling = BurnRateScaling.KeepWindows)
    {
        Require.That(period >= TimeSpan.FromHours(1), period, "A period lasts at least an hour.", nameof(period));
        Require.That(target is > 0 and < 100, target, "A target is a percentage above 0 and below 100.", nameof(target));
        decimal ceiling = 1 / (1 - (target / 100));
        return [.. WorkbookTiers.Select(tier => Scale(tier, period, scaling))
            .Where(rule => rule.LongWindow <= period && rule.Factor < ceiling)
            .DistinctBy(rule => rule.Name, StringComparer.Ordinal)];
    }

    internal override RuleEvaluator Follow(SloDefinition slo) => new BurnRateEvaluator(this, slo);

    internal override string? Fault(SloDefinition slo)
    {
        if (slo.MaxBurnRate is not { } ceiling)
        {
            return "a zero-tolerance objective has no burn rate; use a BadEventRule.";
        }

        if (Factor >= ceiling)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"the factor {Factor:0.####} can never be exceeded; under a target of {slo.Target} % burn rates reach at most "
                + $"{ceiling:0.####}.");
        }

        if (slo.Budgeting is TimeSliceBudgeting slices && ShortWindow < slices.Length)
        {
            return $"the short window {DurationText.Of(ShortWindow)} is shorter than a time slice ({DurationText.Of(slices.Length)}).";
        }

        return LongWindow > slo.Window.NominalLength
            ? $"the long window {DurationText.Of(LongWindow)} exceeds the objective's window {DurationText.Of(slo.Window.NominalLength)}."
            : null;
    }

    private static BurnRateRule Scale(
        (int LongMinutes, int ShortMinutes, decimal BudgetShare, AlertSeverity Severity) tier, TimeSpan period, BurnRateScaling scaling)
    {
        TimeSpan longWindow = TimeSpan.FromMinutes(tier.LongMinutes);
        TimeSpan shortWindow = TimeSpan.FromMinutes(tier.ShortMinutes);
        return scaling switch
        {
            BurnRateScaling.KeepWindows => new BurnRateRule(
                longWindow, shortWindow, tier.BudgetShare * period.Ticks / longWindow.Ticks, tier.Severity),
            BurnRateScaling.KeepFactors => new BurnRateRule(
                Scale(longWindow, period),
                Scale(shortWindow, period),
                tier.BudgetShare * WorkbookPeriod.Ticks / longWindow.Ticks,
                tier.Severity),
            _ => throw new ArgumentOutOfRangeException(nameof(scaling), scaling, "Scaling is KeepWindows or KeepFactors."),
        };
    }

    private static TimeSpan Scale(TimeSpan window, TimeSpan period) =>
        TimeSpan.FromMinutes(Math.Max(1, Math.Round((double)window.Ticks * period.Ticks / WorkbookPeriod.Ticks / TimeSpan.TicksPerMinute)));
}
