using Reliability.Hosting;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability;

/// <summary>How a set-up behaves. Every value is checked when the host starts.</summary>
public sealed class ReliabilityOptions
{
    /// <summary>What code declares through <see cref="IReliabilityBuilder.AddDefinition"/>; a field, so that configuration does not see it.</summary>
    internal readonly List<object> Declared = [];

    /// <summary>What configuration wrote and nothing could read.</summary>
    internal readonly List<string> Problems = [];

    /// <summary>Where configuration wrote each setting, for messages.</summary>
    internal readonly Dictionary<string, string> Paths = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The service whose objectives are declared, for those that do not name one, and whose experiments are run.</summary>
    /// <value>Default <see langword="null"/>: the name of the entry assembly, such as <c>Shop.Web</c>. Give the hosts of one service one name, and different services different ones.</value>
    public string? Service { get; set; }

    /// <summary>How often what was recorded, and what experiments counted, is brought to the store. A crash loses at most this much.</summary>
    /// <value>Default 1 second; 50 milliseconds to 1 minute.</value>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often budgets are read for the Meter's gauges, while somebody listens to them.</summary>
    /// <value>Default 1 minute; 1 second to 1 day.</value>
    public TimeSpan BudgetRefreshInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often series beyond their retention are removed, by one process of each service.</summary>
    /// <value>Default 1 hour; 1 minute to 1 day.</value>
    public TimeSpan TrimInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long minute buckets are kept. It is stored with the service; while processes with different values live, the longest counts.</summary>
    /// <value>Default 8 days; at least 1 hour.</value>
    public TimeSpan MinuteRetention { get; set; } = SeriesRetention.Default.Minutes;

    /// <summary>How long hour buckets are kept. It is stored with the service; while processes with different values live, the longest counts.</summary>
    /// <value>Default 400 days; at least <see cref="MinuteRetention"/>.</value>
    public TimeSpan HourRetention { get; set; } = SeriesRetention.Default.Hours;

    /// <inheritdoc cref="RecorderOptions.FutureTolerance"/>
    public TimeSpan FutureTolerance { get; set; } = new RecorderOptions().FutureTolerance;

    /// <inheritdoc cref="RecorderOptions.MaxPendingBuckets"/>
    public int MaxPendingBuckets { get; set; } = new RecorderOptions().MaxPendingBuckets;

    /// <inheritdoc cref="RecorderOptions.MaxBatchBuckets"/>
    public int MaxBatchBuckets { get; set; } = new RecorderOptions().MaxBatchBuckets;

    /// <inheritdoc cref="RecorderOptions.Heartbeat"/>
    public bool Heartbeat { get; set; } = new RecorderOptions().Heartbeat;

    /// <summary>Objectives by name, as configuration writes them.</summary>
    public IDictionary<string, SloOptions> Slos { get; } = new Dictionary<string, SloOptions>(StringComparer.Ordinal);

    /// <summary>What the release gate makes of each finding.</summary>
    public ReleasePolicyOptions ReleasePolicy { get; } = new();

    /// <summary>How alerts are judged and told.</summary>
    public AlertingOptions Alerting { get; } = new();

    /// <summary>How experiments are read and counted.</summary>
    public ExperimentOptions Experiments { get; } = new();

    /// <summary>A setting as messages name it: with the path of its section, when configuration wrote it or what holds it.</summary>
    internal string PathOf(string setting)
    {
        for (string known = setting; ;)
        {
            if (Paths.TryGetValue(known, out string? path))
            {
                return path + setting[known.Length..];
            }

            int end = known.LastIndexOf(':');
            if (end < 0)
            {
                return setting;
            }

            known = known[..end];
        }
    }
}
