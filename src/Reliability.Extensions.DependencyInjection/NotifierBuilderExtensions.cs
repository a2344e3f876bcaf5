using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Internal;

namespace Reliability;

/// <summary>Says who is told of alerts, besides the log and the Meter, which always are.</summary>
public static class NotifierBuilderExtensions
{
    /// <summary>Tells a notifier of the application.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="notifier">The notifier. It is not disposed.</param>
    public static ReliabilityBuilder AddNotifier(this ReliabilityBuilder builder, IAlertNotifier notifier)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(notifier);
        builder.Services.AddKeyedSingleton(builder.Name, notifier);
        return builder;
    }

    /// <summary>Tells a notifier that needs services of the application.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="create">Creates it, once.</param>
    public static ReliabilityBuilder AddNotifier(this ReliabilityBuilder builder, Func<IServiceProvider, IAlertNotifier> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => create(provider));
        return builder;
    }

    /// <summary>Posts alerts to a webhook as JSON.</summary>
    /// <param name="builder">The set-up.</param>
    /// <param name="name">The name of the notifier, unique in the set-up.</param>
    /// <param name="configure">Says where to, and with which secret.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static ReliabilityBuilder AddWebhook(this ReliabilityBuilder builder, string name, Action<WebhookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new WebhookOptions();
        configure(options);
        new WebhookNotifier(name, options, TimeProvider.System).Dispose(); // what is wrong is told where it was written
        return builder.AddNotifier(provider => new WebhookNotifier(name, options, provider.GetRequiredService<TimeProvider>()));
    }
}
