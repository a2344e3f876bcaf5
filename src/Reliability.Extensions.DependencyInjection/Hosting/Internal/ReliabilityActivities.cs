using System.Diagnostics;

namespace Reliability.Internal;

/// <summary>The activities of one setup. Without a listener they cost a check of a list and allocate nothing.</summary>
internal sealed class ReliabilityActivities(string name) : IDisposable
{
    private readonly ActivitySource _source = new(new ActivitySourceOptions(ReliabilityDiagnostics.ActivitySourceName)
    {
        Tags = name.Length == 0 ? null : [new("reliability.name", name)],
    });

    /// <summary>Starts the activity of a flush of recorded events.</summary>
    public Activity? StartFlush() => _source.StartActivity(ReliabilityDiagnostics.RecorderFlushActivity);

    /// <summary>Starts the activity of a flush of the events of experiments.</summary>
    public Activity? StartExperimentFlush() => _source.StartActivity(ReliabilityDiagnostics.ExperimentFlushActivity);

    /// <summary>Starts the activity of one round of a job.</summary>
    public Activity? StartRound(string job) =>
        _source.StartActivity(ReliabilityDiagnostics.JobRoundActivity)?.SetTag("reliability.job", job);

    /// <summary>Starts the activity of one attempt to deliver a notification.</summary>
    public Activity? StartDelivery(string notifier, string service, string slo) => _source
        .StartActivity(ReliabilityDiagnostics.NotificationActivity, ActivityKind.Client)
        ?.SetTag("reliability.notifier", notifier)
        .SetTag("reliability.service", service)
        .SetTag("reliability.slo", slo);

    /// <summary>Records that the work of an activity failed, by the conventions of OpenTelemetry.</summary>
    public static void Fail(Activity? activity, Exception fault) => activity
        ?.SetTag("error.type", fault.GetType().FullName)
        .SetStatus(ActivityStatusCode.Error, fault.Message);

    public void Dispose() => _source.Dispose();
}
