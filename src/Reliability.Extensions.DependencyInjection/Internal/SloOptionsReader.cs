using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Makes objectives from what configuration wrote.</summary>
internal static class SloOptionsReader
{
    public static SloDefinition Read(string name, SloOptions options)
    {
        SloDefinition slo = Measure(name, options) with
        {
            Window = options.Calendar is { } period ? SloWindow.Calendar(period, options.Zone) : options.Rolling is { } length ? SloWindow.Rolling(length) : SloWindow.Default,
            Budgeting = options.SliceLength is { } slice
                ? Budgeting.TimeSlices(slice, Required(options.SliceTarget, nameof(options.SliceTarget), "time slices"), options.MissingSlices, options.CoverageFloor)
                : Budgeting.Occurrences,
            Description = options.Description,
            AtRiskBelow = options.AtRiskBelow,
        };
        if (options is { Calendar: not null, Rolling: not null })
        {
            throw new ArgumentException("Rolling and Calendar are both set; a window is one of them.", nameof(options));
        }

        if (options.Service is { } service)
        {
            slo = slo with { Service = service };
        }

        return options.Alerts.Count > 0 ? slo with { Alerts = [.. options.Alerts.Select(Read)] } : slo;
    }

    private static SloDefinition Measure(string name, SloOptions options) => options.Kind switch
    {
        SloKind.Availability => SloDefinition.Availability(name, Required(options.Target, nameof(options.Target), "availability")),
        SloKind.Latency => SloDefinition.Latency(
            name, Required(options.Threshold, nameof(options.Threshold), "latency"), Required(options.Target, nameof(options.Target), "latency")),
        SloKind.Score => SloDefinition.Score(
            name, Required(options.Average, nameof(options.Average), "a score"), Required(options.Scale, nameof(options.Scale), "a score")),
        SloKind.ZeroTolerance => SloDefinition.ZeroTolerance(name, options.AllowedEvents),
        SloKind.Measurement => SloDefinition.Measurement(
            name, Required(options.Limit, nameof(options.Limit), "a measurement"), Required(options.Target, nameof(options.Target), "a measurement"), options.GoodAtLeast),
        _ => throw new ArgumentException($"Kind '{options.Kind}' is none of {string.Join(", ", Enum.GetNames<SloKind>())}.", nameof(options)),
    };

    private static AlertRule Read(AlertOptions options)
    {
        int conditions = new[]
        {
            options.RatioBelow is not null, options.MeanBelow is not null, options.QuantileAbove is not null, options.BurnRateAbove is not null, options.AnyBadEvent,
        }.Count(set => set);
        if (conditions != 1)
        {
            throw new ArgumentException(
                $"An alert has exactly one of RatioBelow, MeanBelow, QuantileAbove, BurnRateAbove and AnyBadEvent; {conditions} are set.", nameof(options));
        }

        TimeSpan window = Required(options.Window, nameof(options.Window), "an alert");
        AlertRule rule = options switch
        {
            { RatioBelow: { } percent } => new RatioBelowRule(percent, window),
            { MeanBelow: { } mean } => new MeanBelowRule(mean, window),
            { QuantileAbove: { } limit } => new QuantileAboveRule(options.Quantile, limit, window),
            { BurnRateAbove: { } factor } => new BurnRateRule(window, options.ShortWindow ?? Twelfth(window), factor, options.Severity),
            _ => new BadEventRule(window),
        };
        return rule with { Severity = options.Severity };
    }

    private static TimeSpan Twelfth(TimeSpan window) => TimeSpan.FromMinutes(Math.Max(1, Math.Floor(window.TotalMinutes / 12)));

    private static T Required<T>(T? value, string setting, string what)
        where T : struct => value ?? throw new ArgumentException($"{setting} is not set, but {what} needs it.", setting);
}
