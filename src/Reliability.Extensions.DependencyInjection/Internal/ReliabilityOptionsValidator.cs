using System.Globalization;
using Microsoft.Extensions.Options;
using Reliability.Alerting;
using Reliability.Experiments;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Checks every setting when the host starts, and names the setting, the value and the legal range.</summary>
internal sealed class ReliabilityOptionsValidator(string name) : IValidateOptions<ReliabilityOptions>
{
    public ValidateOptionsResult Validate(string? optionsName, ReliabilityOptions options)
    {
        if (optionsName != name)
        {
            return ValidateOptionsResult.Skip;
        }

        // What could not be bound has no value to check.
        List<string> problems = [.. options.Problems];
        if (problems.Count == 0)
        {
            Ranges(options, problems);
            Policy(options, problems);
        }

        if (problems.Count == 0)
        {
            Objectives(options, problems);
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Ranges(ReliabilityOptions options, List<string> problems)
    {
        Range(options.FlushInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1), nameof(options.FlushInterval));
        Range(options.BudgetRefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.BudgetRefreshInterval));
        Range(options.TrimInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), nameof(options.TrimInterval));
        Range(options.MinuteRetention, TimeSpan.FromHours(1), TimeSpan.FromDays(36500), nameof(options.MinuteRetention));
        Range(options.HourRetention, options.MinuteRetention, TimeSpan.FromDays(36500), nameof(options.HourRetention));
        Range(options.FutureTolerance, TimeSpan.Zero, TimeSpan.FromDays(1), nameof(options.FutureTolerance));
        Range(options.MaxPendingBuckets, 1, 10_000_000, nameof(options.MaxPendingBuckets));
        Range(options.MaxBatchBuckets, 1, 100_000, nameof(options.MaxBatchBuckets));
        AlertingOptions alerting = options.Alerting;
        Range(alerting.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), $"{nameof(options.Alerting)}:{nameof(alerting.Interval)}");
        Range(alerting.MinimumDuration, TimeSpan.Zero, AlertBehavior.Longest, $"{nameof(options.Alerting)}:{nameof(alerting.MinimumDuration)}");
        Range(alerting.ResolveAfter, TimeSpan.Zero, AlertBehavior.Longest, $"{nameof(options.Alerting)}:{nameof(alerting.ResolveAfter)}");
        Range(alerting.Cooldown, TimeSpan.Zero, AlertBehavior.Longest, $"{nameof(options.Alerting)}:{nameof(alerting.Cooldown)}");
        ExperimentOptions experiments = options.Experiments;
        Range(experiments.RefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), $"{nameof(options.Experiments)}:{nameof(experiments.RefreshInterval)}");
        Range(experiments.GuardrailInterval, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), $"{nameof(options.Experiments)}:{nameof(experiments.GuardrailInterval)}");
        Range(experiments.Capacity, TrackerOptions.MinCapacity, TrackerOptions.MaxCapacity, $"{nameof(options.Experiments)}:{nameof(experiments.Capacity)}");
        Range(experiments.Grace, TimeSpan.Zero, TimeSpan.FromHours(1), $"{nameof(options.Experiments)}:{nameof(experiments.Grace)}");
        Service(options, options.Service, nameof(options.Service), problems);

        void Range<T>(T value, T least, T most, string setting)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                problems.Add($"{options.PathOf(setting)}: {value} is not legal; legal are {least} to {most}.");
            }
        }
    }

    private static void Policy(ReliabilityOptions options, List<string> problems)
    {
        ReleasePolicyOptions policy = options.ReleasePolicy;
        Verdict(policy.OnExhausted, nameof(policy.OnExhausted));
        Verdict(policy.OnAtRisk, nameof(policy.OnAtRisk));
        Verdict(policy.OnPage, nameof(policy.OnPage));
        Verdict(policy.OnTicket, nameof(policy.OnTicket));
        Verdict(policy.OnRunningOut, nameof(policy.OnRunningOut));
        Verdict(policy.OnNoData, nameof(policy.OnNoData));
        Verdict(policy.OnNoTraffic, nameof(policy.OnNoTraffic));
        Verdict(policy.OnStale, nameof(policy.OnStale));
        Duration(policy.RunningOutWithin, nameof(policy.RunningOutWithin));
        Duration(policy.StaleAfter, nameof(policy.StaleAfter));

        void Verdict(GateVerdict value, string setting)
        {
            if (!Enum.IsDefined(value))
            {
                Add(setting, $"{value} is not legal; legal are {string.Join(", ", Enum.GetNames<GateVerdict>())}.");
            }
        }

        void Duration(TimeSpan value, string setting)
        {
            if (value <= TimeSpan.Zero)
            {
                Add(setting, $"{value} is not legal; legal is any duration above {TimeSpan.Zero}.");
            }
        }

        void Add(string setting, string problem) => problems.Add($"{options.PathOf($"{nameof(options.ReleasePolicy)}:{setting}")}: {problem}");
    }

    private static void Objectives(ReliabilityOptions options, List<string> problems)
    {
        foreach ((string name, SloOptions slo) in options.Slos)
        {
            Objective(options, name, slo, problems);
        }

        if (problems.Count > 0)
        {
            return;
        }

        ReliabilitySetup setup = ReliabilitySetup.From(options);
        problems.AddRange(ErrorBudgets.Validate(setup.Objectives, setup.Retention).Select(problem => $"{options.PathOf(nameof(options.Slos))}: {problem}"));
    }

    private static void Objective(ReliabilityOptions options, string name, SloOptions slo, List<string> problems)
    {
        string path = $"{nameof(options.Slos)}:{name}";
        int before = problems.Count;
        Unused(path, UnusedSettings.Of(slo));
        Service(options, slo.Service, $"{path}:{nameof(slo.Service)}", problems);
        for (int i = 0; i < slo.Alerts.Count; i++)
        {
            AlertOptions alert = slo.Alerts[i];
            string alertPath = string.Create(CultureInfo.InvariantCulture, $"{path}:{nameof(slo.Alerts)}:{i}");
            Unused(alertPath, UnusedSettings.Of(alert));
            if (!Enum.IsDefined(alert.Severity))
            {
                problems.Add(
                    $"{options.PathOf($"{alertPath}:{nameof(alert.Severity)}")}: {alert.Severity} is not legal; legal are {string.Join(", ", Enum.GetNames<AlertSeverity>())}.");
            }

            Try(options, alertPath, () => SloOptionsReader.Read(alert), problems);
        }

        if (problems.Count == before)
        {
            Try(options, path, () => SloOptionsReader.Read(name, slo), problems);
        }

        void Unused(string of, IEnumerable<(string Setting, string Problem)> unused) =>
            problems.AddRange(unused.Select(u => $"{options.PathOf($"{of}:{u.Setting}")}: {u.Problem}"));
    }

    private static void Service(ReliabilityOptions options, string? service, string path, List<string> problems)
    {
        if (service is not null)
        {
            Try(options, path, () => SloDefinition.ZeroTolerance("any") with { Service = service }, problems);
        }
    }

    private static void Try(ReliabilityOptions options, string path, Func<object> read, List<string> problems)
    {
        try
        {
            read();
        }
        catch (ArgumentException e)
        {
            problems.Add($"{options.PathOf(path)}: {Sentence(e)}");
        }
    }

    /// <summary>What an exception says, without what .NET adds about parameters.</summary>
    private static string Sentence(ArgumentException e)
    {
        int end = string.IsNullOrEmpty(e.ParamName) ? -1 : e.Message.LastIndexOf($" (Parameter '{e.ParamName}')", StringComparison.Ordinal);
        string text = (end < 0 ? e.Message : e.Message[..end]).ReplaceLineEndings(" ");
        return e is ArgumentOutOfRangeException { ActualValue: { } value } ? string.Create(CultureInfo.InvariantCulture, $"{value} is not legal. {text}") : text;
    }
}
