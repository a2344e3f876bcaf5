using Reliability.Slos.Internal;
using System.Globalization;
using Reliability.Common.Internal;

namespace Reliability.Slos;

/// <summary>
/// Fires if the burn rate exceeds a factor over both a long and a short window. The long window shows that the consumption is significant,
/// and the short window shows that it continues.
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

    /// <summary>Initializes a new instance with two windows, a factor and a severity.</summary>
    /// <param name="longWindow">The long window, 1 minute to 90 days, in whole minutes.</param>
    /// <param name="shortWindow">The short window, at most as long as the long window, in whole minutes.</param>
    /// <param name="factor">
    /// The burn rate above which the rule fires, above 0. <see cref="SloDefinition.Validate"/> reports a factor of 1 / (1 - target) or
    /// more, because no burn rate can exceed it.
    /// </param>
    /// <param name="severity">The severity of the alert.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public BurnRateRule(TimeSpan longWindow, TimeSpan shortWindow, decimal factor, AlertSeverity severity)
        : base($"burn-{DurationText.Of(longWindow)}-{DurationText.Of(shortWindow)}")
    {
        Severity = severity;
        LongWindow = RequireWindow(longWindow, nameof(longWindow));
        ShortWindow = RequireWindow(shortWindow, nameof(shortWindow));
        Check.That(
            shortWindow <= longWindow,
            shortWindow,
            $"The short window must not be longer than the long window ({longWindow}).",
            nameof(shortWindow));
        Check.That(factor > 0, factor, "The burn-rate factor must be above 0.", nameof(factor));
        Factor = factor;
    }

    /// <summary>Gets the long window.</summary>
    public TimeSpan LongWindow { get; }

    /// <summary>Gets the short window.</summary>
    public TimeSpan ShortWindow { get; }

    /// <summary>Gets the burn rate above which the rule fires.</summary>
    public decimal Factor { get; }

    /// <summary>
    /// Gets the guard that prevents alerts from a few bad events in times of low traffic. Default: <see cref="LowTrafficGuard.Default"/>.
    /// </summary>
    public LowTrafficGuard Guard { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } =
        LowTrafficGuard.Default;

    /// <inheritdoc/>
    public override TimeSpan MaxWindow => LongWindow;

    /// <summary>
    /// Returns the four rules of the SRE Workbook: factors of 14.4 over 1h/5m and 6 over 6h/30m page; 3 over 24h/2h and 1 over 3d/6h open a
    /// ticket. They apply to a window of 30 days and are scaled to another one. A rule is omitted if its long window exceeds the
    /// objective's window, or if no burn rate can exceed its factor under the target.
    /// </summary>
    /// <param name="period">The length of the objective's window, 1 hour or more.</param>
    /// <param name="target">The target of the objective in percent, above 0 and below 100.</param>
    /// <param name="scaling">How the rules are scaled to the window. Default: keep the windows of the rules.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of range.</exception>
    public static IReadOnlyList<BurnRateRule> Workbook(
        TimeSpan period,
        decimal target,
        BurnRateScaling scaling = BurnRateScaling.KeepWindows)
    {
        Check.That(period >= TimeSpan.FromHours(1), period, "The period must be at least 1 hour.", nameof(period));
        Check.That(target is > 0 and < 100, target, "The target must be a percentage above 0 and below 100.", nameof(target));
        decimal ceiling = 1 / (1 - (target / 100));
        return [.. WorkbookTiers.Select(tier => Scale(tier, period, scaling))
            .Where(rule => rule.LongWindow <= period && rule.Factor < ceiling)
            .DistinctBy(rule => rule.Name, StringComparer.Ordinal)];
    }

    internal override string? Fault(ObjectiveTerms terms)
    {
        if (terms.MaxBurnRate is not { } ceiling)
        {
            return "an objective with zero tolerance has no burn rate; use a BadEventRule.";
        }

        if (Factor >= ceiling)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"the factor {Factor:0.####} can never be exceeded, because with a target of {terms.Target} % burn rates are at most "
                + $"{ceiling:0.####}.");
        }

        if (terms.Budgeting is TimeSliceBudgeting slices && ShortWindow < slices.Length)
        {
            return $"the short window {DurationText.Of(ShortWindow)} is shorter than a time slice ({DurationText.Of(slices.Length)}).";
        }

        return LongWindow > terms.Window.NominalLength
            ? $"the long window {DurationText.Of(LongWindow)} exceeds the objective's window {DurationText.Of(terms.Window.NominalLength)}."
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
            _ => throw Check.OutOfRange(scaling, "The scaling must be KeepWindows or KeepFactors.", nameof(scaling)),
        };
    }

    private static TimeSpan Scale(TimeSpan window, TimeSpan period) =>
        TimeSpan.FromMinutes(Math.Max(1, Math.Round((double)window.Ticks * period.Ticks / WorkbookPeriod.Ticks / TimeSpan.TicksPerMinute)));
}
