using System.Globalization;

namespace Reliability.Internal;

/// <summary>
/// Finds settings that have no effect because of other settings, their users, so that they are reported instead of ignored.
/// </summary>
internal static class UnusedSettings
{
    /// <summary>Returns the settings of an objective that its kind and its other settings do not use.</summary>
    public static IEnumerable<(string Setting, string User, string Problem)> Of(SloOptions options)
    {
        (string Setting, object? Value, SloKind[] Users)[] byKind =
        [
            (nameof(options.Target), options.Target, [SloKind.Availability, SloKind.Latency, SloKind.Measurement]),
            (nameof(options.Threshold), options.Threshold, [SloKind.Latency]),
            (nameof(options.Average), options.Average, [SloKind.Score]),
            (nameof(options.Scale), options.Scale, [SloKind.Score]),
            (nameof(options.AllowedEvents), options.AllowedEvents, [SloKind.ZeroTolerance]),
            (nameof(options.Limit), options.Limit, [SloKind.Measurement]),
            (nameof(options.GoodAtLeast), options.GoodAtLeast, [SloKind.Measurement]),
            (
                nameof(options.BurnRateScaling),
                options.BurnRateScaling,
                [SloKind.Availability, SloKind.Latency, SloKind.Score, SloKind.Measurement]),
        ];
        IEnumerable<(string, string, string)> unused = byKind
            .Where(s => s.Value is not null && options.Kind is { } kind && !s.Users.Contains(kind))
            .Select(
                s => (
                    s.Setting,
                    nameof(options.Kind),
                    Text(s.Value, $"an objective of kind {options.Kind} does not use it; it is for {string.Join(", ", s.Users)}")));
        return unused.Concat(
            Without(
                nameof(options.SliceLength),
                options.SliceLength,
                (nameof(options.SliceTarget), options.SliceTarget),
                (nameof(options.MissingSlices), options.MissingSlices),
                (nameof(options.MinCoverageShare), options.MinCoverageShare)))
            .Concat(Without(nameof(options.Calendar), options.Calendar, (nameof(options.Zone), options.Zone)));
    }

    /// <summary>Returns the settings of an alert that its condition does not use.</summary>
    public static IEnumerable<(string Setting, string User, string Problem)> Of(AlertRuleOptions options) =>
        Without(nameof(options.QuantileAbove), options.QuantileAbove, (nameof(options.Quantile), options.Quantile))
            .Concat(Without(nameof(options.BurnRateAbove), options.BurnRateAbove, (nameof(options.ShortWindow), options.ShortWindow)))
            .Concat(Unguarded(options));

    /// <summary>Returns the settings of a guard on a rule that has none.</summary>
    private static IEnumerable<(string Setting, string User, string Problem)> Unguarded(AlertRuleOptions options)
    {
        (string Setting, object? Value)[] guard =
        [
            (nameof(options.MinBadEvents), options.MinBadEvents),
            (nameof(options.MinValues), options.MinValues),
            (nameof(options.Confidence), options.Confidence),
        ];
        return guard.Where(one => options.AnyBadEvent && one.Value is not null)
            .Select(
                one => (
                    one.Setting,
                    nameof(options.AnyBadEvent),
                    Text(one.Value, $"{nameof(options.AnyBadEvent)} fires for every bad event")));
    }

    private static IEnumerable<(string Setting, string User, string Problem)> Without(
        string user, object? used, params (string Setting, object? Value)[] settings) =>
        settings.Where(s => used is null && s.Value is not null)
            .Select(s => (s.Setting, user, Text(s.Value, $"only {user} uses it, which is not set")));

    private static string Text(object? value, string why) => string.Create(CultureInfo.InvariantCulture, $"{value} is set, but {why}.");
}
