using Reliability.Slos;
using Reliability.Hosting;
using Reliability.Recurrences.Internal;

namespace Reliability;

/// <summary>Lets a set-up exclude time that comes again and again.</summary>
public static class RecurrenceBuilderExtensions
{
    /// <summary>Takes recurring exclusions, by rules of RFC 5545.</summary>
    /// <param name="builder">The set-up.</param>
    /// <typeparam name="TBuilder">The kind of set-up.</typeparam>
    public static TBuilder UseRecurrence<TBuilder>(this TBuilder builder)
        where TBuilder : IReliabilityBuilder
    {
        builder.SetService<IRecurrenceExpander>(new CalendarExpander());
        return builder;
    }
}
