using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>Listens to the activities that feed objectives, from the start of the host to its end.</summary>
/// <remarks>
/// The listener asks for all data of the activities that feed an objective, and for none of the others. Less does not suffice: an activity
/// that is created only to propagate its context has <see cref="Activity.IsAllDataRequested"/> false, and libraries then omit the status.
/// It does not ask to record them, so that what a tracer exports stays the same.
/// </remarks>
internal sealed class ActivityListening : IHostedService, IDisposable
{
    private readonly ActivityTarget[] _targets;
    private readonly ActivityListener _listener;

    public ActivityListening(IEnumerable<ActivityOrigin> origins, IReadOnlyList<SloDefinition> objectives, ReliabilityRecorder recorder)
    {
        _targets = [.. origins.Select(origin => new ActivityTarget(origin, Recorder(origin, objectives, recorder)))];
        _listener = new ActivityListener
        {
            ShouldListenTo = source => _targets.Any(target => target.Source == source.Name),
            Sample = (ref options) => Sample(options.Source.Name, options.Name),
            SampleUsingParentId = (ref options) => Sample(options.Source.Name, options.Name),
            ActivityStopped = Stopped,
        };
    }

    public static ActivityListening Create(IServiceProvider provider, object? key) => new(
        provider.GetKeyedServices<ActivityOrigin>(key),
        provider.GetRequiredKeyedService<IErrorBudgets>(key).Objectives,
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        ActivitySource.AddActivityListener(_listener);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _listener.Dispose();

    private static SeriesRecorder Recorder(ActivityOrigin origin, IReadOnlyList<SloDefinition> objectives, ReliabilityRecorder recorder)
    {
        SloDefinition slo = objectives.FirstOrDefault(one => one.Name == origin.Slo) ?? throw new InvalidOperationException(
            $"The activities of '{origin.Source}' cannot feed '{origin.Slo}', because no objective has this name. Declared objectives: "
            + $"{string.Join(", ", objectives.Select(one => $"'{one.Name}'"))}.");
        return slo.Series.Kind switch
        {
            SeriesKind.Outcome => recorder.Outcomes(slo.Name),
            SeriesKind.Latency => recorder.Latencies(slo.Name),
            _ => throw new InvalidOperationException(
                $"The activities of '{origin.Source}' cannot feed '{origin.Slo}', because activities feed only objectives of availability, "
                + "zero tolerance or latency."),
        };
    }

    private ActivitySamplingResult Sample(string source, string name)
    {
        foreach (ActivityTarget target in _targets)
        {
            if (target.Takes(source, name))
            {
                return ActivitySamplingResult.AllData;
            }
        }

        return ActivitySamplingResult.None;
    }

    private void Stopped(Activity activity)
    {
        foreach (ActivityTarget target in _targets)
        {
            if (target.Takes(activity.Source.Name, activity.OperationName))
            {
                target.Record(activity);
            }
        }
    }
}
