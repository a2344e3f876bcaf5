using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Creates objectives from configuration.</summary>
internal static class SloOptionsReader
{
    private const decimal DefaultMinCoverageShare = 0.9m;

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
                    options.MinCoverageShare ?? DefaultMinCoverageShare)
                : Budgeting.Occurrences,
            Description = options.Description,
            AtRiskBelow = options.AtRiskBelow,
            ExpectsEventsWithin = options.ExpectsEventsWithin,
        };
        if (options.Service is { } service)
        {
            slo = slo with { Service = service };
        }

        IEnumerable<AlertRule> burnRate = options.BurnRateScaling is { } scaling
            ? BurnRateRule.Workbook(slo.Window.NominalLength, slo.Target, scaling)
            : [];
        AlertRule[] alerts = [.. burnRate, .. options.Alerts.Select(AlertRuleReader.Read)];
        return alerts.Length > 0 || options.WithoutAlerts ? slo with { Alerts = alerts } : slo;
    }

    /// <summary>
    /// Returns a reading of each setting on its own, so that all problems of an objective are reported at once. What is missing for the
    /// kind is a problem of the setting that is missing.
    /// </summary>
    public static IEnumerable<(string Setting, Func<object> Read)> Parts(SloOptions options)
    {
        if (options.Kind is not { } kind || kind == SloKind.Unknown || !Enum.IsDefined(kind))
        {
            yield return (nameof(options.Kind), () => Measure("any", options));
        }

        foreach ((string setting, Func<object> read) in Measures(options))
        {
            yield return (setting, read);
        }

        if (options.Rolling is { } rolling)
        {
            yield return (nameof(options.Rolling), () => SloWindow.Rolling(rolling));
        }

        if (options.Calendar is { } period)
        {
            yield return (nameof(options.Calendar), () => SloWindow.Calendar(period));
        }

        if (options.Zone is { } zone)
        {
            yield return (nameof(options.Zone), () => SloWindow.Calendar(CalendarPeriod.Month, zone));
        }

        if (options.BurnRateScaling is { } scaling)
        {
            yield return (nameof(options.BurnRateScaling), () => BurnRateRule.Workbook(TimeSpan.FromDays(30), 50, scaling));
        }

        if (options.ExpectsEventsWithin is { } within)
        {
            yield return (
                nameof(options.ExpectsEventsWithin), () => SloDefinition.ZeroTolerance("any") with { ExpectsEventsWithin = within });
        }

        yield return (nameof(options.AtRiskBelow), () => SloDefinition.ZeroTolerance("any") with { AtRiskBelow = options.AtRiskBelow });
        if (options.SliceLength is { } slice)
        {
            yield return (nameof(options.SliceLength), () => Budgeting.TimeSlices(slice, 50));
            yield return (nameof(options.SliceTarget), () => Budgeting.TimeSlices(
                TimeSpan.FromMinutes(1), Required(options.SliceTarget, nameof(options.SliceTarget), "time slices")));
            yield return (nameof(options.MinCoverageShare), () => Budgeting.TimeSlices(
                TimeSpan.FromMinutes(1), 50, MissingSlice.Exclude, options.MinCoverageShare ?? DefaultMinCoverageShare));
        }
    }

    /// <summary>Returns a setting that something needs.</summary>
    public static T Required<T>(T? value, string setting, string what)
        where T : struct => value ?? throw new ArgumentException($"{setting} is not set, but {what} needs it.", setting);

    /// <summary>Returns a reading of each setting that the kind of the objective needs.</summary>
    private static IEnumerable<(string Setting, Func<object> Read)> Measures(SloOptions options)
    {
        switch (options.Kind)
        {
            case SloKind.Availability:
                return [(nameof(options.Target), () => SloDefinition.Availability("any", Target(options)))];
            case SloKind.Latency:
                return
                [
                    (nameof(options.Threshold), () => SloDefinition.Latency("any", Threshold(options), 50)),
                    (nameof(options.Target), () => SloDefinition.Latency("any", TimeSpan.FromSeconds(1), Target(options))),
                ];
            case SloKind.Score:
                return
                [
                    (nameof(options.Scale), () => new ScoreIndicator((double)Scale(options))),
                    (nameof(options.Average), () => options.Scale is > 0
                        ? SloDefinition.Score("any", Average(options), Scale(options))
                        : Average(options)),
                ];
            case SloKind.ZeroTolerance:
                return [(nameof(options.AllowedEvents), () => SloDefinition.ZeroTolerance("any", options.AllowedEvents ?? 0))];
            case SloKind.Measurement:
                return
                [
                    (nameof(options.Limit), () => SloDefinition.Measurement("any", Limit(options), 50)),
                    (nameof(options.Target), () => SloDefinition.Measurement("any", 0, Target(options))),
                ];
            default:
                return [];
        }
    }

    private static SloDefinition Measure(string name, SloOptions options) => options.Kind switch
    {
        SloKind.Availability => SloDefinition.Availability(name, Target(options)),
        SloKind.Latency => SloDefinition.Latency(name, Threshold(options), Target(options)),
        SloKind.Score => SloDefinition.Score(name, Average(options), Scale(options)),
        SloKind.ZeroTolerance => SloDefinition.ZeroTolerance(name, options.AllowedEvents ?? 0),
        SloKind.Measurement => SloDefinition.Measurement(
            name, Limit(options), Target(options), options.GoodAtLeast ?? false),
        { } undecided => throw new ArgumentException(Check.WordRejection(undecided, SloKind.Unknown), nameof(options)),
        null => throw new ArgumentException(
            $"Kind is not set. It must be one of {string.Join(", ", Enum.GetValues<SloKind>().Where(kind => kind != SloKind.Unknown))}.",
            nameof(options)),
    };

    private static decimal Target(SloOptions options) =>
        Required(options.Target, nameof(options.Target), $"an objective of kind {options.Kind}");

    private static TimeSpan Threshold(SloOptions options) => Required(options.Threshold, nameof(options.Threshold), "latency");

    private static decimal Average(SloOptions options) => Required(options.Average, nameof(options.Average), "a score");

    private static decimal Scale(SloOptions options) => Required(options.Scale, nameof(options.Scale), "a score");

    private static double Limit(SloOptions options) => Required(options.Limit, nameof(options.Limit), "a measurement");
}
