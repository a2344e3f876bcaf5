using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Reliability;
using Reliability.Alerting;
using Reliability.Debt;
using Reliability.Incidents;
using Reliability.Experiments;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Provides methods that add objectives, error budgets and recording to an application.</summary>
public static class ReliabilityServiceCollectionExtensions
{
    /// <summary>Adds a setup without objectives, whose data is kept in memory: calls that follow declare them and select a store.</summary>
    /// <param name="services">The services of the application.</param>
    public static IServiceCollection AddReliability(this IServiceCollection services) => services.AddReliability(_ => { });

    /// <summary>
    /// Adds <see cref="ReliabilityRecorder"/>, <see cref="IErrorBudgets"/>, <see cref="IReleaseGate"/>, <see cref="IAlerts"/>,
    /// <see cref="IBudgetLedger"/>, <see cref="IDeployments"/>, <see cref="IReliabilityHealth"/>, <see cref="IJobs"/>,
    /// <see cref="IExperiments"/>, <see cref="TrackedExperiments"/>, <see cref="ExperimentTracker"/>, <see cref="IDebtRegister"/>,
    /// <see cref="IIncidents"/>, <see cref="IImprovementMetrics"/>, the storage roles (<see cref="ISeriesStore"/>,
    /// <see cref="IDocumentStore"/>, <see cref="IEventLog"/>, <see cref="ILeaseStore"/>, <see cref="IEnrollmentStore"/>), and hosted
    /// services that flush, evaluate alerts, refresh experiments and roll them back. A second call adds to the same setup.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Declares objectives and selects a store. The data of a role without a store is kept in memory, with a
    /// warning.</param>
    public static IServiceCollection AddReliability(this IServiceCollection services, Action<ReliabilityBuilder> configure) =>
        services.AddReliability(Options.Options.DefaultName, configure);

    /// <summary>Adds a setup that configuration declares.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">The section, such as <c>Reliability</c> of <c>appsettings.json</c>.</param>
    public static IServiceCollection AddReliability(this IServiceCollection services, IConfiguration section) =>
        services.AddReliability(section, _ => { });

    /// <summary>Adds a setup that configuration declares, and adds to it.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="section">The section, such as <c>Reliability</c> of <c>appsettings.json</c>.</param>
    /// <param name="configure">Adds to the configuration, and selects a store.</param>
    public static IServiceCollection AddReliability(
        this IServiceCollection services, IConfiguration section, Action<ReliabilityBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddReliability(builder =>
        {
            builder.Configure(section);
            configure(builder);
        });
    }

    /// <summary>Adds a named setup whose services are keyed by its name.</summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="name">The key; the empty name is the default setup.</param>
    /// <param name="configure">Declares objectives and selects a store.</param>
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
        services.TryAddSingleton<IStartupChecks>(provider => provider.GetRequiredService<StartupChecks>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, StartupCheckService>());
        services.AddOptions<ReliabilityOptions>(name).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReliabilityOptions>>(new ReliabilityOptionsValidator(name));
        services.AddKeyedSingleton(name, CreateContext);
        new ReliabilityBuilder(services, name).SetStore(StorageRoles.All, context => new InMemoryStore(context.TimeProvider));
        var setup = new SetupServices(services, name);
        setup.Add(provider => ReliabilitySetup.From(provider.Options));
        foreach (ICapabilityModule module in CapabilityModules.All)
        {
            module.Register(setup);
        }
    }

    private static StoreContext CreateContext(IServiceProvider provider, object? key) =>
        new(provider, provider.GetRequiredService<TimeProvider>());
}
