using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Creates alert rules, and the guards of rules and policies, from configuration.</summary>
internal static class AlertRuleReader
{
    private const double DefaultQuantile = 0.95;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(90);

    public static AlertRule Read(AlertRuleOptions options)
    {
        int conditions = Conditions(options).Count(one => one.IsSet);
        if (conditions != 1)
        {
            throw new ArgumentException(
                $"An alert has exactly one of PercentBelow, MeanBelow, QuantileAbove, BurnRateAbove and AnyBadEvent; {conditions} are set.",
                nameof(options));
        }

        TimeSpan window = Window(options);
        LowTrafficGuard guard = Guard(options.MinBadEvents, options.MinValues, options.Confidence);
        AlertRule rule = options switch
        {
            { PercentBelow: { } percent } => new PercentBelowRule(percent, window) { Guard = guard },
            { MeanBelow: { } mean } => new MeanBelowRule(mean, window) { Guard = guard },
            { QuantileAbove: { } limit } => new QuantileAboveRule(options.Quantile ?? DefaultQuantile, limit, window) { Guard = guard },
            { BurnRateAbove: { } factor } => new BurnRateRule(window, options.ShortWindow ?? Twelfth(window), factor, options.Severity)
            {
                Guard = guard,
            },
            _ => new BadEventRule(window),
        };
        rule = rule with { Severity = options.Severity };
        return options.Name is { } name ? rule with { Name = name } : rule;
    }

    /// <summary>
    /// Returns a reading of each setting on its own, so that all problems of an alert are reported at once, each with its path.
    /// </summary>
    public static IEnumerable<(string Setting, Func<object> Read)> Parts(AlertRuleOptions options)
    {
        if (options.Name is { } name)
        {
            yield return (nameof(options.Name), () => new BadEventRule(Minute) { Name = name });
        }

        yield return (nameof(options.Window), () => options.QuantileAbove is null
            ? new BadEventRule(Window(options))
            : new QuantileAboveRule(DefaultQuantile, 1.0, Window(options)));
        if (options.PercentBelow is { } percent)
        {
            yield return (nameof(options.PercentBelow), () => new PercentBelowRule(percent, Minute));
        }

        if (options.QuantileAbove is { } limit)
        {
            yield return (nameof(options.QuantileAbove), () => new QuantileAboveRule(DefaultQuantile, limit, Minute));
        }

        if (options.Quantile is { } quantile)
        {
            yield return (nameof(options.Quantile), () => new QuantileAboveRule(quantile, 1.0, Minute));
        }

        if (options.BurnRateAbove is { } factor)
        {
            yield return (nameof(options.BurnRateAbove), () => new BurnRateRule(Minute, Minute, factor, AlertSeverity.Ticket));
        }

        if (options.ShortWindow is { } shortWindow)
        {
            TimeSpan window = options.Window is { } length && length >= Minute && length <= MaxWindow
                && length.Ticks % TimeSpan.TicksPerMinute == 0
                ? length
                : MaxWindow;
            yield return (nameof(options.ShortWindow), () => new BurnRateRule(window, shortWindow, 1, AlertSeverity.Ticket));
        }

        foreach ((string setting, Func<object> read) in GuardParts(options.MinBadEvents, options.MinValues, options.Confidence))
        {
            yield return (setting, read);
        }
    }

    /// <summary>Returns every condition, and whether it is set.</summary>
    public static IEnumerable<(string Setting, bool IsSet)> Conditions(AlertRuleOptions options) =>
    [
        (nameof(options.PercentBelow), options.PercentBelow is not null),
        (nameof(options.MeanBelow), options.MeanBelow is not null),
        (nameof(options.QuantileAbove), options.QuantileAbove is not null),
        (nameof(options.BurnRateAbove), options.BurnRateAbove is not null),
        (nameof(options.AnyBadEvent), options.AnyBadEvent),
    ];

    /// <summary>Returns the guard of a rule or a policy; what is not set is as in the default guard.</summary>
    public static LowTrafficGuard Guard(int? minBadEvents, int? minValues, double? confidence) => new(
        minBadEvents ?? LowTrafficGuard.Default.MinBadEvents, confidence ?? LowTrafficGuard.Default.Confidence)
    {
        MinValues = minValues ?? LowTrafficGuard.Default.MinValues,
    };

    /// <summary>Returns a reading of each setting of a guard; rules and policies name them alike.</summary>
    public static IEnumerable<(string Setting, Func<object> Read)> GuardParts(int? minBadEvents, int? minValues, double? confidence) =>
    [
        (nameof(AlertRuleOptions.MinBadEvents), () => Guard(minBadEvents, null, null)),
        (nameof(AlertRuleOptions.MinValues), () => Guard(null, minValues, null)),
        (nameof(AlertRuleOptions.Confidence), () => Guard(null, null, confidence)),
    ];

    private static TimeSpan Window(AlertRuleOptions options) =>
        SloOptionsReader.Required(options.Window, nameof(options.Window), "an alert");

    private static TimeSpan Twelfth(TimeSpan window) => TimeSpan.FromMinutes(Math.Max(1, Math.Floor(window.TotalMinutes / 12)));
}
