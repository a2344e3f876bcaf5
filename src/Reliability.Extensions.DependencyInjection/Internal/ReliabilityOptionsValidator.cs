using Microsoft.Extensions.Options;
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

        var problems = new ValidateOptionsResultBuilder();
        Range(options.FlushInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1), nameof(options.FlushInterval));
        Range(options.BudgetRefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), nameof(options.BudgetRefreshInterval));
        Range(options.TrimInterval, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1), nameof(options.TrimInterval));
        Range(options.MinuteRetention, TimeSpan.FromHours(1), TimeSpan.FromDays(36500), nameof(options.MinuteRetention));
        Range(options.HourRetention, options.MinuteRetention, TimeSpan.FromDays(36500), nameof(options.HourRetention));
        Range(options.FutureTolerance, TimeSpan.Zero, TimeSpan.FromDays(1), nameof(options.FutureTolerance));
        Range(options.MaxPendingBuckets, 1, 10_000_000, nameof(options.MaxPendingBuckets));
        Range(options.MaxBatchBuckets, 1, 100_000, nameof(options.MaxBatchBuckets));
        if (problems.Build().Succeeded)
        {
            ValidateObjectives(options, problems);
        }

        return problems.Build();

        void Range<T>(T value, T least, T most, string setting)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                problems.AddError($"{value} is not legal; legal are {least} to {most}.", setting);
            }
        }
    }

    private static void ValidateObjectives(ReliabilityOptions options, ValidateOptionsResultBuilder problems)
    {
        foreach ((string slo, SloOptions written) in options.Slos)
        {
            try
            {
                SloOptionsReader.Read(slo, written);
            }
            catch (ArgumentException e)
            {
                problems.AddError(e.Message, $"Slos:{slo}");
            }
        }

        if (!problems.Build().Succeeded)
        {
            return;
        }

        ReliabilitySetup setup = ReliabilitySetup.From(options);
        foreach (string problem in ErrorBudgets.Validate(setup.Objectives, setup.Retention))
        {
            problems.AddError(problem, "Slos");
        }
    }
}
