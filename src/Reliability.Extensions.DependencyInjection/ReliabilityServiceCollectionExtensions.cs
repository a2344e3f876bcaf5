using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Reliability;
using Reliability.Alerting;
using Reliability.Experiments;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Storage.InMemory;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds objectives, error budgets and recording to an application.</summary>
public static class ReliabilityServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="ReliabilityRecorder"/>, <see cref="IErrorBudgets"/>, <see cref="IReleaseGate"/>, <see cref="IAlerts"/>, <see cref="IBudgetLedger"/>, <see cref="IReliabilityHealth"/>, <see cref="IExperiments"/>, <see cref="ExperimentRuns"/>, <see cref="ExperimentTracker"/>, the roles of storage (<see cref="ISeriesStore"/>,
    /// <see cref="IDocumentStore"/>, <see cref="IEventLog"/>, <see cref="ILeaseStore"/>, <see cref="IEnrollmentStore"/>), and hosted services that flush, judge alerts, keep experiments fresh and roll them back.
    /// Calling it again adds to the same set-up.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Declares objectives and chooses a store. A role without a store is kept in memory, with a warning.</param>
    public static IServiceCollection AddReliability(this IServiceCollection services, Action<ReliabilityBuilder> configure) =>
        services.AddReliability(Options.Options.DefaultName, configure);

    /// <summary>Adds a set-up that configuration declares.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">The section, such as <c>Reliability</c> of <c>appsettings.json</c>.</param>
    /// <param name="configure">Declares more, and chooses a store.</param>
    public static IServiceCollection AddReliability(
        this IServiceCollection services, IConfiguration section, Action<ReliabilityBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddReliability(builder => configure(builder.Configure(section)));
    }

    /// <summary>Adds a further set-up whose services are keyed by its name.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">The key; the empty name is the default set-up.</param>
    /// <param name="configure">Declares objectives and chooses a store.</param>
    public static IServiceCollection AddReliability(this IServiceCollection services, string name, Action<ReliabilityBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (!services.Any(service => service.ServiceType == typeof(ReliabilityWorker) && Equals(service.ServiceKey, name)))
        {
            AddSetup(services, name);
        }

        configure(new ReliabilityBuilder(services, name));
        return services;
    }

    private static void AddSetup(IServiceCollection services, string name)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<StartupChecks>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartupCheckService>());
        services.AddOptions<ReliabilityOptions>(name).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReliabilityOptions>>(new ReliabilityOptionsValidator(name));
        services.AddKeyedSingleton(name, CreateContext);
        new ReliabilityBuilder(services, name).SetStore(StorageRoles.All, context => new InMemoryStore(context.TimeProvider));
        services.AddKeyedSingleton(name, (provider, _) => ReliabilitySetup.From(OptionsOf(provider, name)));
        services.AddKeyedSingleton(name, CreateRecorder);
        services.AddKeyedSingleton(name, CreateLedger);
        services.AddKeyedSingleton<IBudgetLedger>(name, (provider, key) => provider.GetRequiredKeyedService<BudgetLedger>(key));
        services.AddKeyedSingleton(name, CreateLedgerWorker);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<LedgerWorker>(name));
        services.AddKeyedSingleton(name, CreateBudgets);
        services.AddKeyedSingleton(name, CreateGate);
        services.AddKeyedSingleton(name, CreateHealth);
        services.AddKeyedSingleton<IReliabilityHealth>(name, (provider, key) => provider.GetRequiredKeyedService<ReliabilityHealth>(key));
        services.AddKeyedSingleton(name, CreateMetrics);
        services.AddKeyedSingleton(name, CreateEvaluator);
        services.AddKeyedSingleton<IAlerts>(name, (provider, key) => provider.GetRequiredKeyedService<AlertEvaluator>(key));
        services.AddKeyedSingleton(name, CreateAlertWorker);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<AlertWorker>(name));
        services.AddKeyedSingleton(name, CreateExperiments);
        services.AddKeyedSingleton(name, CreateTracker);
        services.AddKeyedSingleton(name, CreateRuns);
        services.AddKeyedSingleton(name, CreateExperimentMetrics);
        services.AddKeyedSingleton(name, CreateExperimentWorker);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<ExperimentWorker>(name));
        services.AddKeyedSingleton(name, CreateRollbackWorker);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<RollbackWorker>(name));
        services.AddKeyedSingleton(name, CreateWorker);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<ReliabilityWorker>(name));
        if (name.Length == 0)
        {
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<ReliabilityRecorder>(name));
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IErrorBudgets>(name));
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IReleaseGate>(name));
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IReliabilityHealth>(name));
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IAlerts>(name));
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IBudgetLedger>(name));
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<IExperiments>(name));
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<ExperimentTracker>(name));
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<ExperimentRuns>(name));
        }
    }

    private static StoreContext CreateContext(IServiceProvider provider, object? key) => new(provider, provider.GetRequiredService<TimeProvider>());

    private static ReliabilityRecorder CreateRecorder(IServiceProvider provider, object? key)
    {
        ReliabilitySetup setup = provider.GetRequiredKeyedService<ReliabilitySetup>(key);
        return new ReliabilityRecorder(
            provider.GetRequiredKeyedService<ISeriesStore>(key), setup.Objectives.Select(slo => slo.Series), setup.Recorder, provider.GetRequiredService<TimeProvider>());
    }

    private static BudgetLedger CreateLedger(IServiceProvider provider, object? key)
    {
        ReliabilitySetup setup = provider.GetRequiredKeyedService<ReliabilitySetup>(key);
        return new BudgetLedger(
            provider.GetRequiredKeyedService<ISeriesStore>(key),
            provider.GetRequiredKeyedService<IDocumentStore>(key),
            provider.GetRequiredKeyedService<IEventLog>(key),
            setup.Objectives,
            provider.GetRequiredService<TimeProvider>(),
            setup.Retention,
            provider.GetKeyedService<IRecurrenceExpander>(key));
    }

    private static LedgerWorker CreateLedgerWorker(IServiceProvider provider, object? key) => new(
        provider.GetRequiredKeyedService<BudgetLedger>(key),
        provider.GetRequiredKeyedService<ILeaseStore>(key),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetService<ILogger<LedgerWorker>>() ?? NullLogger<LedgerWorker>.Instance);

    private static IErrorBudgets CreateBudgets(IServiceProvider provider, object? key)
    {
        ReliabilitySetup setup = provider.GetRequiredKeyedService<ReliabilitySetup>(key);
        return new ErrorBudgets(
            provider.GetRequiredKeyedService<ISeriesStore>(key),
            setup.Objectives,
            provider.GetRequiredService<TimeProvider>(),
            setup.Retention,
            ReleasePolicyReader.Read(OptionsOf(provider, (string)key!).ReleasePolicy),
            provider.GetRequiredKeyedService<BudgetLedger>(key));
    }

    private static IReleaseGate CreateGate(IServiceProvider provider, object? key) => new AuditedReleaseGate(
        provider.GetRequiredKeyedService<IErrorBudgets>(key),
        provider.GetRequiredKeyedService<IEventLog>(key),
        provider.GetRequiredService<TimeProvider>(),
        [provider.GetRequiredKeyedService<AlertEvaluator>(key), .. provider.GetKeyedServices<IReleaseObjector>(key)]);

    private static AlertEvaluator CreateEvaluator(IServiceProvider provider, object? key)
    {
        AlertingOptions options = OptionsOf(provider, (string)key!).Alerting;
        return new AlertEvaluator(
            provider.GetRequiredKeyedService<IErrorBudgets>(key),
            provider.GetRequiredKeyedService<IDocumentStore>(key),
            provider.GetRequiredKeyedService<IEventLog>(key),
            [
                new LogNotifier(provider.GetService<ILogger<LogNotifier>>() ?? NullLogger<LogNotifier>.Instance),
                new MeterNotifier(provider.GetRequiredKeyedService<ReliabilityMetrics>(key).Meter),
                .. provider.GetKeyedServices<IAlertNotifier>(key),
            ],
            new AlertBehavior { MinimumDuration = options.MinimumDuration, ResolveAfter = options.ResolveAfter, Cooldown = options.Cooldown },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetKeyedServices<BudgetPolicy>(key));
    }

    private static AlertWorker CreateAlertWorker(IServiceProvider provider, object? key) => new(
        provider.GetRequiredKeyedService<AlertEvaluator>(key),
        provider.GetRequiredKeyedService<IErrorBudgets>(key),
        provider.GetRequiredKeyedService<ILeaseStore>(key),
        OptionsOf(provider, (string)key!).Alerting,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetService<ILogger<AlertWorker>>() ?? NullLogger<AlertWorker>.Instance);

    private static IExperiments CreateExperiments(IServiceProvider provider, object? key) => new ExperimentCatalog(
        provider.GetRequiredKeyedService<IDocumentStore>(key),
        provider.GetRequiredKeyedService<IEnrollmentStore>(key),
        ServiceOf(provider, key),
        provider.GetRequiredService<TimeProvider>());

    private static ExperimentTracker CreateTracker(IServiceProvider provider, object? key)
    {
        ExperimentOptions options = OptionsOf(provider, (string)key!).Experiments;
        return new ExperimentTracker(
            provider.GetRequiredKeyedService<IEnrollmentStore>(key),
            new TrackerOptions { Capacity = options.Capacity, Grace = options.Grace, FallBackToDraw = options.FallBackToDraw },
            provider.GetRequiredService<TimeProvider>());
    }

    private static ExperimentRuns CreateRuns(IServiceProvider provider, object? key) => new(
        provider.GetRequiredKeyedService<IExperiments>(key),
        provider.GetRequiredKeyedService<ExperimentTracker>(key),
        provider.GetRequiredService<TimeProvider>());

    private static ExperimentMetrics CreateExperimentMetrics(IServiceProvider provider, object? key) => new(
        provider.GetRequiredKeyedService<ReliabilityMetrics>(key).Meter,
        provider.GetRequiredKeyedService<ExperimentTracker>(key),
        provider.GetRequiredKeyedService<ExperimentRuns>(key),
        provider.GetRequiredService<TimeProvider>());

    private static ExperimentWorker CreateExperimentWorker(IServiceProvider provider, object? key)
    {
        _ = provider.GetRequiredKeyedService<ExperimentMetrics>(key); // it shows as soon as the host runs
        return new ExperimentWorker(
            provider.GetRequiredKeyedService<ExperimentTracker>(key),
            provider.GetRequiredKeyedService<ExperimentRuns>(key),
            OptionsOf(provider, (string)key!),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<ILogger<ExperimentWorker>>() ?? NullLogger<ExperimentWorker>.Instance);
    }

    private static RollbackWorker CreateRollbackWorker(IServiceProvider provider, object? key) => new(
        provider.GetRequiredKeyedService<IExperiments>(key),
        provider.GetRequiredKeyedService<ILeaseStore>(key),
        provider.GetRequiredKeyedService<ExperimentMetrics>(key),
        ServiceOf(provider, key),
        OptionsOf(provider, (string)key!).Experiments.GuardrailInterval,
        provider.GetRequiredService<TimeProvider>(),
        provider.GetService<ILogger<RollbackWorker>>() ?? NullLogger<RollbackWorker>.Instance);

    private static ReliabilityHealth CreateHealth(IServiceProvider provider, object? key) =>
        new(provider.GetRequiredKeyedService<ReliabilityRecorder>(key), provider.GetRequiredService<TimeProvider>());

    private static ReliabilityMetrics CreateMetrics(IServiceProvider provider, object? key) => new(
        provider.GetService<IMeterFactory>(),
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key),
        provider.GetRequiredKeyedService<ReliabilityHealth>(key),
        (string)key!);

    private static ReliabilityWorker CreateWorker(IServiceProvider provider, object? key) => new(
        new StoredRoles(
            provider.GetRequiredKeyedService<ISeriesStore>(key),
            provider.GetRequiredKeyedService<IDocumentStore>(key),
            provider.GetRequiredKeyedService<IEventLog>(key),
            provider.GetRequiredKeyedService<ILeaseStore>(key),
            provider.GetRequiredKeyedService<IEnrollmentStore>(key)),
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key),
        provider.GetRequiredKeyedService<IErrorBudgets>(key),
        provider.GetRequiredKeyedService<ReliabilityMetrics>(key),
        provider.GetRequiredKeyedService<ReliabilityHealth>(key),
        OptionsOf(provider, (string)key!),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetService<ILogger<ReliabilityWorker>>() ?? NullLogger<ReliabilityWorker>.Instance);

    private static string ServiceOf(IServiceProvider provider, object? key) => OptionsOf(provider, (string)key!).Service ?? SloDefinition.DefaultService;

    private static ReliabilityOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<ReliabilityOptions>>().Get(name);
}
