using Reliability.Hosting;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability;

/// <summary>Options of a setup. Every value is checked when the host starts.</summary>
public sealed class ReliabilityOptions
{
    /// <summary>
    /// What code declares through <see cref="IReliabilityBuilder.AddDefinition"/>. A field, so that the configuration binder ignores it.
    /// </summary>
    internal readonly List<object> Declared = [];

    /// <summary>The problems of the configuration.</summary>
    internal readonly List<string> Problems = [];

    /// <summary>How many feeds, policies and webhooks of a path the builder took from configuration.</summary>
    internal readonly Dictionary<string, int> Taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a section could not be bound at all, so that the options have no values to check.</summary>
    internal bool IsUnbound;

    /// <summary>The paths of the sections that were passed to <c>AddReliability</c> and declare nothing.</summary>
    internal readonly List<string> AbsentSections = [];

    /// <summary>The path of each setting in the configuration, for messages.</summary>
    internal readonly Dictionary<string, string> Paths = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets or sets the service that owns the experiments and the objectives that name no service.</summary>
    /// <value>Default: <see langword="null"/>, which means the name of the entry assembly, such as <c>Shop.Web</c>. Use one name for all
    /// hosts of a service, and different names for different services.</value>
    public string? Service { get; set; }

    /// <summary>
    /// Gets or sets the interval at which measurements and events of experiments are flushed to the store. A crash loses at most the events
    /// of one interval.
    /// </summary>
    /// <value>50 milliseconds to 1 minute. Default: 1 second.</value>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets the interval at which budgets are read for the Meter's gauges, while a listener observes them.</summary>
    /// <value>1 second to 1 day. Default: 1 minute.</value>
    public TimeSpan BudgetRefreshInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets the interval at which series older than their retention are removed, by one process of each service.</summary>
    /// <value>1 minute to 1 day. Default: 1 hour.</value>
    public TimeSpan TrimInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Gets or sets how long minute buckets are kept. The value is stored with the service; while live processes have different values, the
    /// longest applies.
    /// </summary>
    /// <value>At least 1 hour. Default: 8 days.</value>
    public TimeSpan MinuteRetention { get; set; } = SeriesRetention.Default.Minutes;

    /// <summary>
    /// Gets or sets how long hour buckets are kept. The value is stored with the service; while live processes have different values, the
    /// longest applies.
    /// </summary>
    /// <value>At least <see cref="MinuteRetention"/>. Default: 400 days.</value>
    public TimeSpan HourRetention { get; set; } = SeriesRetention.Default.Hours;

    /// <summary>
    /// Gets or sets how long day buckets are kept. The value is stored with the service; while live processes have different values, the
    /// longest applies.
    /// </summary>
    /// <value>
    /// At least <see cref="HourRetention"/>. Default: 5 years (1,826 days), or <see cref="HourRetention"/> if that is longer.
    /// </value>
    public TimeSpan? DayRetention { get; set; }

    /// <summary>
    /// Gets or sets how long the sketches of minute buckets are kept. A quantile over a longer window reads hours. The value is stored with
    /// the service; while live processes have different values, the longest applies.
    /// </summary>
    /// <value>1 hour to <see cref="MinuteRetention"/>. Default: 1 day, or <see cref="MinuteRetention"/> if that is shorter.</value>
    public TimeSpan? MinuteSketchRetention { get; set; }

    /// <summary>
    /// Gets or sets how long the sketches of hour buckets are kept. A quantile over a longer window reads days. The value is stored with
    /// the service; while live processes have different values, the longest applies.
    /// </summary>
    /// <value>
    /// At least <see cref="MinuteSketchRetention"/> and at most <see cref="HourRetention"/>. Default: 45 days, or the nearest value of that
    /// range.
    /// </value>
    public TimeSpan? HourSketchRetention { get; set; }

    /// <summary>
    /// Gets or sets how long the sketches of day buckets are kept. The value is stored with the service; while live processes have
    /// different values, the longest applies.
    /// </summary>
    /// <value>
    /// At least <see cref="HourSketchRetention"/> and at most <see cref="DayRetention"/>. Default: 5 years (1,826 days), or the nearest
    /// value of that range.
    /// </value>
    public TimeSpan? DaySketchRetention { get; set; }

    /// <summary>
    /// Gets or sets the time zone in which the day buckets of the services lie. All processes of a service must declare the same name,
    /// and it cannot change.
    /// </summary>
    /// <value>An IANA name, such as <c>Europe/Berlin</c>. Default: <c>UTC</c>.</value>
    public string DayZone { get; set; } = TimeZoneInfo.Utc.Id;

    /// <inheritdoc cref="RecorderOptions.FutureTolerance"/>
    public TimeSpan FutureTolerance { get; set; } = new RecorderOptions().FutureTolerance;

    /// <inheritdoc cref="RecorderOptions.MaxPendingBuckets"/>
    public int MaxPendingBuckets { get; set; } = new RecorderOptions().MaxPendingBuckets;

    /// <inheritdoc cref="RecorderOptions.MaxCellBytes"/>
    public long MaxCellBytes { get; set; } = new RecorderOptions().MaxCellBytes;

    /// <inheritdoc cref="RecorderOptions.MaxBatchBuckets"/>
    public int MaxBatchBuckets { get; set; } = new RecorderOptions().MaxBatchBuckets;

    /// <inheritdoc cref="RecorderOptions.RecordQuietMinutes"/>
    public bool RecordQuietMinutes { get; set; } = new RecorderOptions().RecordQuietMinutes;

    /// <summary>
    /// Gets or sets a value indicating whether invalid input on the request path throws an <see cref="ArgumentException"/>, for tests of
    /// the application: an invalid unit or unknown variant of an experiment, or a value outside its range. Otherwise it is rejected,
    /// counted and logged.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool ThrowOnInvalidInput { get; set; }

    /// <summary>Gets the objectives by name, as written in configuration.</summary>
    public IDictionary<string, SloOptions> Slos { get; } = new Dictionary<string, SloOptions>(StringComparer.Ordinal);

    /// <summary>Gets the metrics by name.</summary>
    public IDictionary<string, MetricOptions> Metrics { get; } = new Dictionary<string, MetricOptions>(StringComparer.Ordinal);

    /// <summary>Gets the policies by name, as written in configuration. In code, call <c>AddPolicy(...)</c>.</summary>
    public IDictionary<string, BudgetPolicyOptions> Policies { get; } = new Dictionary<string, BudgetPolicyOptions>(StringComparer.Ordinal);

    /// <summary>Gets the webhooks by name, as written in configuration. In code, call <c>AddWebhook(...)</c>.</summary>
    public IDictionary<string, WebhookOptions> Webhooks { get; } = new Dictionary<string, WebhookOptions>(StringComparer.Ordinal);

    /// <summary>Gets the verdict of the release gate for each finding.</summary>
    public ReleasePolicyOptions ReleasePolicy { get; } = new();

    /// <summary>Gets the options for the evaluation of alerts.</summary>
    public AlertingOptions Alerting { get; } = new();

    /// <summary>Gets the options for deployments.</summary>
    public DeploymentOptions Deployments { get; } = new();

    /// <summary>Gets the options for reading and counting experiments.</summary>
    public ExperimentOptions Experiments { get; } = new();

    /// <summary>Gets the options for incidents.</summary>
    public IncidentOptions Incidents { get; } = new();

    /// <summary>Gets the options for postmortems and the actions that follow from them.</summary>
    public PostmortemOptions Postmortems { get; } = new();

    /// <summary>Gets the options for technical debt.</summary>
    public DebtOptions Debt { get; } = new();

    /// <summary>Returns whether a setting is among the problems of the configuration, so that its value is not known.</summary>
    internal bool IsUnreadable(string setting)
    {
        string path = $"{PathOf(setting)}: ";
        return Problems.Exists(problem => problem.StartsWith(path, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Returns whether a setting of a group is among the problems of the configuration, so that the group is not complete.
    /// </summary>
    internal bool IsPartial(string group)
    {
        string path = $"{PathOf(group)}:";
        return Problems.Exists(problem => problem.StartsWith(path, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Returns a setting as messages name it: with the path of its section, such as <c>Reliability:Slos:web:Target</c>, when configuration
    /// sets it or its parent.
    /// </summary>
    /// <param name="setting">The setting, such as <c>Slos:web:Target</c>.</param>
    public string PathOf(string setting)
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
