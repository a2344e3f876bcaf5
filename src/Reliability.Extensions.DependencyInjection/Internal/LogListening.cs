using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Counts the log entries that feed objectives, from the start of the host to its end.</summary>
internal sealed class LogListening(LogCounting counting, IReadOnlyList<SloDefinition> objectives, ReliabilityRecorder recorder)
    : IHostedService
{
    public static LogListening Create(IServiceProvider provider, object? key) => new(
        provider.GetRequiredKeyedService<LogCounting>(key),
        provider.GetRequiredKeyedService<IErrorBudgets>(key).Objectives,
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (LogTarget target in counting.Targets)
        {
            target.Connect(Recorder(target.Origin));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (LogTarget target in counting.Targets)
        {
            target.Connect(recorder: null);
        }

        return Task.CompletedTask;
    }

    private OutcomeRecorder Recorder(LogOrigin origin)
    {
        SloDefinition slo = objectives.FirstOrDefault(one => one.Name == origin.Slo) ?? throw new InvalidOperationException(
            $"The log entries of '{origin.Category}' cannot feed '{origin.Slo}', because no objective has this name. Declared objectives: "
            + $"{string.Join(", ", objectives.Select(one => $"'{one.Name}'"))}.");
        return slo.Series.Kind == SeriesKind.Outcome
            ? recorder.Outcomes(slo.Name)
            : throw new InvalidOperationException(
                $"The log entries of '{origin.Category}' cannot feed '{origin.Slo}', because log entries feed only objectives of "
                + "availability or zero tolerance.");
    }
}
