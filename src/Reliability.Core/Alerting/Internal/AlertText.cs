using System.Security.Cryptography;
using System.Text;
using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>The texts and names of alerts.</summary>
internal static class AlertText
{
    /// <summary>Names one episode of one rule: the same wherever it is worked out.</summary>
    public static string Id(SloDefinition slo, string rule, DateTimeOffset firedAt) =>
        Hash($"{slo.Service.Length}:{slo.Service}{slo.Name.Length}:{slo.Name}{rule.Length}:{rule}{firedAt.UtcTicks}")[..20];

    /// <summary>
    /// Describes an objective with its policies, the behavior of its alerts and its notifiers. The text is the same exactly when they are.
    /// </summary>
    public static string Definition(
        SloDefinition slo,
        IReadOnlyList<BudgetPolicy> policies,
        AlertBehavior behavior,
        IReadOnlyList<string> notifiers)
    {
        List<string> parts = [slo.Describe()];
        if (policies.Count > 0)
        {
            parts.Add($"policies: {string.Join(", ", policies.Select(Definition))}");
        }

        if (slo.Alerts.Count > 0 || policies.Count > 0)
        {
            parts.AddRange(Definition(behavior));
            if (notifiers.Count > 0)
            {
                parts.Add($"notifiers: {string.Join(", ", notifiers.Order(StringComparer.Ordinal))}");
            }
        }

        return string.Join("; ", parts);
    }

    /// <summary>The durations that are not the default.</summary>
    private static IEnumerable<string> Definition(AlertBehavior behavior)
    {
        AlertBehavior usual = AlertBehavior.Default;
        if (behavior.MinDuration != usual.MinDuration)
        {
            yield return $"fires after {DurationText.Of(behavior.MinDuration)}";
        }

        if (behavior.ResolveAfter != usual.ResolveAfter)
        {
            yield return $"resolves after {DurationText.Of(behavior.ResolveAfter)}";
        }

        if (behavior.Cooldown != usual.Cooldown)
        {
            yield return $"fires again after {DurationText.Of(behavior.Cooldown)}";
        }
    }

    private static string Definition(BudgetPolicy policy)
    {
        string[] deeds =
        [
            .. policy.FreezesReleases ? ["freezes releases"] : Array.Empty<string>(),
            .. policy.Notifies ? ["notifies"] : Array.Empty<string>(),
            .. policy.Action is null ? [] : new[] { "acts" },
        ];
        return $"{policy.Name} at {NumberText.Exact(policy.ActsAt * 100)} % ({policy.Severity}{(policy.IsDryRun ? ", dry run" : "")}, "
            + $"recovers {NumberText.Exact(policy.RecoveryMargin * 100)} % above, "
            + $"{(policy.Guard == LowTrafficGuard.Default ? "" : $"from {policy.Guard.Describe()}, ")}"
            + $"{(deeds.Length == 0 ? "does nothing" : string.Join(" and ", deeds))})";
    }

    /// <summary>What would end an alert, with the figures of the moment.</summary>
    public static string ClearsWhen(SloDefinition slo, AlertRule rule, AlertReading reading, AlertBehavior behavior)
    {
        if (rule is BurnRateRule burn && reading.Windows is [.., { } shortest])
        {
            decimal tolerated = Math.Floor(burn.Factor * slo.ErrorBudget * shortest.Total);
            string units = (slo.Budgeting is TimeSliceBudgeting ? "slice" : "event") + (shortest.Total == 1 ? "" : "s");
            string stays = behavior.ResolveAfter > TimeSpan.Zero ? $", and stays so for {Duration(behavior.ResolveAfter)}" : "";
            return Check.Text(
                $"Clears when the burn rate over {Minutes(burn.ShortWindow)} is at most {burn.Factor:0.####} (with this traffic at most "
                + $"{tolerated:0} bad of {shortest.Total:0} {units}; now {shortest.Bad:0.##}), or over "
                + $"{Minutes(burn.LongWindow)}{stays}.");
        }

        string now = reading.Value is { } value ? Shown(slo, rule, value) : "undefined";
        string lasting = behavior.ResolveAfter > TimeSpan.Zero ? $" for {Duration(behavior.ResolveAfter)}" : "";
        return $"Clears when {Limit(slo, rule, reading.Threshold)} (now {now}){lasting}.";
    }

    /// <summary>The side of the limit of a threshold rule on which its alert clears.</summary>
    private static string Limit(SloDefinition slo, AlertRule rule, decimal threshold)
    {
        string limit = Shown(slo, rule, threshold);
        return rule switch
        {
            QuantileAboveRule quantile => Check.Text($"p{quantile.Quantile * 100:0.###} is at most {limit}"),
            MeanBelowRule when slo.Indicator is ScoreIndicator score => Check.Text($"the mean is at least {limit} of {score.Scale:0.####}"),
            MeanBelowRule => $"the mean is at least {limit}",
            PercentBelowRule => $"the share of good events is at least {limit}",
            _ => $"the number of bad events in the last {Minutes(rule.MaxWindow)} is at most {limit}",
        };
    }

    /// <summary>A value of a threshold rule with its unit.</summary>
    private static string Shown(SloDefinition slo, AlertRule rule, decimal value) => rule switch
    {
        PercentBelowRule => Check.Text($"{value:0.####} %"),
        QuantileAboveRule or MeanBelowRule when slo.Indicator is LatencyIndicator => Seconds(value),
        _ => Check.Text($"{value:0.####}"),
    };

    private static string Seconds(decimal seconds) =>
        Math.Abs(seconds) < 1 ? Check.Text($"{seconds * 1000:0.#} ms") : Check.Text($"{seconds:0.###} s");

    private static string Duration(TimeSpan duration) => duration.Ticks % TimeSpan.TicksPerMinute == 0
        ? Minutes(duration)
        : Seconds((decimal)duration.Ticks / TimeSpan.TicksPerSecond);

    private static string Minutes(TimeSpan duration) => Check.Text($"{duration.TotalMinutes:0.##} min");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
