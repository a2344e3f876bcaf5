using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Reports settings that are valid but probably not intended, once at the start.</summary>
internal sealed class SettingsReview(
    ReliabilitySetup setup, ReliabilityOptions options, IConfiguration? configuration, ILogger logger)
    : IHostedService
{
    /// <summary>The percentage below which a target is more likely a share, such as 0.999, or the share of bad events.</summary>
    private const decimal MinPlausible = 50;

    /// <summary>The latency above which the limit of an alert, written in seconds, is more likely a number of milliseconds.</summary>
    private static readonly TimeSpan MaxPlausibleLimit = TimeSpan.FromSeconds(60);

    /// <summary>The latency above which a threshold is more likely a number of milliseconds that was taken for seconds.</summary>
    private static readonly TimeSpan MaxPlausibleThreshold = TimeSpan.FromMinutes(10);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Service is null && setup.Service == SloDefinition.DefaultService)
        {
            SettingsLog.ServiceUnnamed(logger, setup.Service);
        }

        foreach (string path in options.AbsentSections)
        {
            SettingsLog.SectionAbsent(logger, path, Names.Hint(path, Siblings(path)) ?? "");
        }

        foreach ((string slo, string setting, decimal percent) in setup.Objectives.SelectMany(Percentages)
            .Where(one => one.Percent < MinPlausible))
        {
            SettingsLog.LowPercentage(logger, slo, setting, Text(percent), percent < 1 ? $" Did you mean {Text(percent * 100)}?" : "");
        }

        foreach (LongLatency one in setup.Objectives.SelectMany(LongLatencies))
        {
            SettingsLog.LongLatency(logger, one.Setting, one.Slo, one.Read, Text(one.Milliseconds), one.Written);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<(string Slo, string Setting, decimal Percent)> Percentages(SloDefinition slo)
    {
        // The target of a score is a mean and not a share of events.
        if (slo.Indicator is not ScoreIndicator)
        {
            yield return (slo.Name, "target", slo.Target);
        }

        if (slo.Budgeting is TimeSliceBudgeting slices)
        {
            yield return (slo.Name, "target of a slice", slices.SliceTargetPercent);
        }

        foreach (PercentBelowRule rule in slo.Alerts.OfType<PercentBelowRule>())
        {
            yield return (slo.Name, $"limit of the alert {rule.Name}", rule.Percent);
        }
    }

    private static IEnumerable<LongLatency> LongLatencies(SloDefinition slo)
    {
        if (slo.Indicator is not LatencyIndicator { Threshold: var threshold })
        {
            yield break;
        }

        if (threshold > MaxPlausibleThreshold)
        {
            decimal number = (decimal)threshold.Ticks / TimeSpan.TicksPerSecond;
            yield return new(slo.Name, "threshold", threshold.ToString("c", CultureInfo.InvariantCulture), number, Duration(number));
        }

        foreach (QuantileAboveRule rule in slo.Alerts.OfType<QuantileAboveRule>()
            .Where(rule => rule.Limit > MaxPlausibleLimit.TotalSeconds))
        {
            decimal number = (decimal)rule.Limit;
            yield return new(slo.Name, $"limit of the alert {rule.Name}", $"{Text(number)} s", number, Text(number / 1000));
        }
    }

    /// <summary>Returns a number of milliseconds in the notation of configuration.</summary>
    private static string Duration(decimal milliseconds) => TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond))
        .ToString(@"hh\:mm\:ss\.FFFFFFF", CultureInfo.InvariantCulture).TrimEnd('.');

    private static string Text(decimal value) => value.ToString("0.##########", CultureInfo.InvariantCulture);

    private IEnumerable<string> Siblings(string path) => configuration is null ? []
        : ConfigurationPath.GetParentPath(path) is { } parent ? configuration.GetSection(parent).GetChildren().Select(one => one.Path)
        : configuration.GetChildren().Select(one => one.Path);

    /// <summary>A latency that is most likely a number of milliseconds, as it was read, and as it would have been written.</summary>
    private readonly record struct LongLatency(string Slo, string Setting, string Read, decimal Milliseconds, string Written);
}
