using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Reliability.Slos;

namespace Reliability.Alerting.Internal;

/// <summary>The texts and names of alerts.</summary>
internal static class AlertText
{
    /// <summary>Names one episode of one rule: the same wherever it is worked out.</summary>
    public static string Id(SloDefinition slo, string rule, DateTimeOffset firedAt) =>
        Hash($"{slo.Service.Length}:{slo.Service}{slo.Name.Length}:{slo.Name}{rule.Length}:{rule}{firedAt.UtcTicks}")[..20];

    /// <summary>How an objective and its policies are defined, in words that are the same wherever they are the same.</summary>
    public static string Definition(SloDefinition slo, IEnumerable<BudgetPolicy> policies)
    {
        string[] said = [.. policies.Select(Definition)];
        return said.Length == 0 ? slo.Describe() : $"{slo.Describe()}; policies: {string.Join(", ", said)}";
    }

    private static string Definition(BudgetPolicy policy)
    {
        string[] deeds =
        [
            .. policy.FreezesReleases ? ["freezes releases"] : Array.Empty<string>(),
            .. policy.Notifies ? ["notifies"] : Array.Empty<string>(),
            .. policy.Action is null ? [] : new[] { "acts" },
        ];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{policy.Name} at {policy.ActsAt * 100:0.####} % ({policy.Severity}{(policy.IsDryRun ? ", dry run" : "")}, recovers "
            + $"{policy.RecoveryMargin * 100:0.####} % above, {(deeds.Length == 0 ? "does nothing" : string.Join(" and ", deeds))})");
    }

    /// <summary>What would end an alert, with the figures of the moment.</summary>
    public static string ClearsWhen(SloDefinition slo, AlertRule rule, AlertReading reading, AlertBehavior behavior)
    {
        string lasting = behavior.ResolveAfter > TimeSpan.Zero ? $", and stays so for {Minutes(behavior.ResolveAfter)}" : "";
        if (rule is BurnRateRule burn && reading.Windows is [.., { } shortest])
        {
            decimal tolerated = Math.Floor(burn.Factor * slo.ErrorBudget * shortest.Total);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Clears when the burn rate over {Minutes(burn.ShortWindow)} is at most {burn.Factor:0.####} (with this traffic at most "
                + $"{tolerated:0} bad of {shortest.Total:0} events; now {shortest.Bad:0.##}), or over "
                + $"{Minutes(burn.LongWindow)}{lasting}.");
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"Clears when the value is no longer beyond {reading.Threshold:0.####}{lasting}.");
    }

    private static string Minutes(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMinutes:0.##} min");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
