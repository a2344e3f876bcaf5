using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Creates objectives from configuration.</summary>
internal static class SloOptionsReader
{
    public static SloDefinition Read(string name, SloOptions options)
    {
        SloDefinition slo = Measure(name, options) with
        {
            Window = options.Calendar is { } period
                ? SloWindow.Calendar(period, options.Zone ?? "UTC")
                : options.Rolling is { } length ? SloWindow.Rolling(length) : SloWindow.Default,
            Budgeting = options.SliceLength is { } slice
                ? Budgeting.TimeSlices(
                    slice,
                    Required(options.SliceTarget, nameof(options.SliceTarget), "time slices"),
                    options.MissingSlices ?? MissingSlice.Exclude,
                    options.CoverageFloor ?? 0.9m)
                : Budgeting.Occurrences,
            Description = options.Description,
            AtRiskBelow = options.AtRiskBelow,
            ExpectsEventsWithin = options.ExpectsEventsWithin,
        };
        if (options is { Calendar: not null, Rolling: not null })
        {
            throw new ArgumentException("Rolling and Calendar are both set; set only one of them.", nameof(options));
        }

        if (options.Service is { } service)
        {
            slo = slo with { Service = service };
        }

        return options.Alerts.Count > 0 ? slo with { Alerts = [.. options.Alerts.Select(Read)] } : slo;
    }

    public static AlertRule Read(AlertRuleOptions options)
    {
        int conditions = new[]
        {
            options.RatioBelow is not null, options.MeanBelow is not null, options.QuantileAbove is not null,
            options.BurnRateAbove is not null, options.AnyBadEvent,
        }.Count(set => set);
        if (conditions != 1)
        {
            throw new ArgumentException(
                $"An alert has exactly one of RatioBelow, MeanBelow, QuantileAbove, BurnRateAbove and AnyBadEvent; {conditions} are set.",
                nameof(options));
        }

        TimeSpan window = Required(options.Window, nameof(options.Window), "an alert");
        AlertRule rule = options switch
        {
            { RatioBelow: { } percent } => new RatioBelowRule(percent, window),
            { MeanBelow: { } mean } => new MeanBelowRule(mean, window),
            { QuantileAbove: { } limit } => new QuantileAboveRule(options.Quantile ?? 0.95, limit, window),
            { BurnRateAbove: { } factor } => new BurnRateRule(window, options.ShortWindow ?? Twelfth(window), factor, options.Severity),
            _ => new BadEventRule(window),
        };
        return rule with { Severity = options.Severity };
    }

    private static SloDefinition Measure(string name, SloOptions options) => options.Kind switch
    {
        SloKind.Availability => SloDefinition.Availability(name, Required(options.Target, nameof(options.Target), "availability")),
        SloKind.Latency => SloDefinition.Latency(
            name, Required(options.Threshold, nameof(options.Threshold), "latency"),
            Required(options.Target, nameof(options.Target), "latency")),
        SloKind.Score => SloDefinition.Score(
            name, Required(options.Average, nameof(options.Average), "a score"), Required(options.Scale, nameof(options.Scale), "a score")),
        SloKind.ZeroTolerance => SloDefinition.ZeroTolerance(name, options.AllowedEvents ?? 0),
        SloKind.Measurement => SloDefinition.Measurement(
            name,
            Required(options.Limit, nameof(options.Limit), "a measurement"),
            Required(options.Target, nameof(options.Target), "a measurement"),
            options.GoodAtLeast ?? false),
        null => throw new ArgumentException($"Kind is not set; legal are {string.Join(", ", Enum.GetNames<SloKind>())}.", nameof(options)),
        { } unnamed => throw Check.OutOfRange(unnamed, $"Legal are {string.Join(", ", Enum.GetNames<SloKind>())}.", nameof(options)),
    };

    private static TimeSpan Twelfth(TimeSpan window) => TimeSpan.FromMinutes(Math.Max(1, Math.Floor(window.TotalMinutes / 12)));

    private static T Required<T>(T? value, string setting, string what)
        where T : struct => value ?? throw new ArgumentException($"{setting} is not set, but {what} needs it.", setting);
}
