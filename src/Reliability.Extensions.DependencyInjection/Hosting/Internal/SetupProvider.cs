using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reliability.Jobs;

namespace Reliability.Internal;

/// <summary>Resolves the parts of one setup.</summary>
internal sealed class SetupProvider(IServiceProvider provider, string name)
{
    public string Name => name;

    public IServiceProvider Services => provider;

    public ReliabilityOptions Options => provider.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get(name);

    public ReliabilitySetup Setup => Get<ReliabilitySetup>();

    public JobCoordinator Jobs => Get<JobCoordinator>();

    public TimeProvider TimeProvider => provider.GetRequiredService<TimeProvider>();

    public T Get<T>()
        where T : class => provider.GetRequiredKeyedService<T>(name);

    public T? Find<T>()
        where T : class => provider.GetKeyedService<T>(name);

    public IEnumerable<T> All<T>()
        where T : class => provider.GetKeyedServices<T>(name);

    /// <summary>Creates a logger for one of the <see cref="ReliabilityLogCategories"/>.</summary>
    public ILogger Logger(string category) => provider.GetService<ILoggerFactory>()?.CreateLogger(category) ?? NullLogger.Instance;

    /// <summary>Creates a job that is done under leases, and declares its subjects.</summary>
    public LeasedJob Job(JobDefinition definition)
    {
        foreach (JobSubject subject in definition.Subjects)
        {
            Jobs.Declare(subject, definition.Name, definition.Interval);
        }

        return new LeasedJob(Jobs, definition, Get<ReliabilityActivities>(), TimeProvider, Logger(ReliabilityLogCategories.Jobs));
    }
}
