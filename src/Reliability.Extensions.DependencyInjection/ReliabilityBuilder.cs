using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reliability.Internal;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability;

/// <summary>Writes one set-up into a service collection.</summary>
public sealed class ReliabilityBuilder : IReliabilityBuilder
{
    internal ReliabilityBuilder(IServiceCollection services, string name)
    {
        Services = services;
        Name = name;
    }

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The key of the set-up's services; empty for the default one, whose services are also registered without a key.</summary>
    public string Name { get; }

    /// <summary>Changes options.</summary>
    /// <param name="configure">The change.</param>
    public ReliabilityBuilder Configure(Action<ReliabilityOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Reads options and objectives from configuration, such as the section <c>Reliability</c> of <c>appsettings.json</c>.</summary>
    /// <param name="section">The section; see <see cref="ReliabilityOptions"/> and <see cref="SloOptions"/> for what it may hold; anything else is an error.</param>
    public ReliabilityBuilder Configure(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Configure(options =>
        {
            if (!ConfigurationCheck.Run(section, options))
            {
                return;
            }

            try
            {
                section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            }
            catch (InvalidOperationException e)
            {
                options.Problems.Add(e.Message);
            }
        });
    }

    /// <inheritdoc/>
    public void Add(SloDefinition slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        Configure(options => options.Objectives.Add(slo));
    }

    /// <inheritdoc/>
    public void SetSeriesStore(Func<IServiceProvider, ISeriesStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Services.RemoveAllKeyed<ISeriesStore>(Name);
        Services.AddKeyedSingleton(Name, (provider, _) => create(provider));
    }

    /// <inheritdoc/>
    public void SetSeriesStore(ISeriesStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Services.RemoveAllKeyed<ISeriesStore>(Name);
        Services.AddKeyedSingleton<ISeriesStore>(Name, new BorrowedSeriesStore(store));
    }
}
