using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Reads and replaces features by their type. <see cref="IFeatureCollection.Get{TFeature}"/> is a generic method of an interface: a call
/// finds its code in a table of the runtime each time, which takes several times as long as the indexer.
/// </summary>
internal static class FeatureAccess
{
    /// <summary>Returns a feature; <see langword="null"/> if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T? Find<T>(this IFeatureCollection features)
        where T : class => features[typeof(T)] as T;

    /// <summary>Returns a feature that every server has.</summary>
    /// <exception cref="InvalidOperationException">There is no such feature.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Require<T>(this IFeatureCollection features)
        where T : class => features.Find<T>() ?? throw new InvalidOperationException($"The server has no feature {typeof(T)}.");

    /// <summary>Sets a feature, or removes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Replace<T>(this IFeatureCollection features, T? feature)
        where T : class => features[typeof(T)] = feature;
}
