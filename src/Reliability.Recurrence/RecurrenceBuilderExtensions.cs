using Reliability.Slos;
using Reliability.Hosting;
using Reliability.Recurrences.Internal;

namespace Reliability;

/// <summary>Provides methods that add support for recurring exclusions to a setup.</summary>
public static class RecurrenceBuilderExtensions
{
    /// <summary>Adds support for recurring exclusions, by rules of RFC 5545.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <typeparam name="TBuilder">The type of the builder.</typeparam>
    public static TBuilder UseRecurrence<TBuilder>(this TBuilder builder)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetService<IRecurrenceExpander>(new CalendarExpander());
        return builder;
    }
}
