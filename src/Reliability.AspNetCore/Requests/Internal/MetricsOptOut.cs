using Microsoft.AspNetCore.Http.Features;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Finds out whether the application leaves one request out of its metrics. The server has the feature only while somebody listens to its
/// meter; without it, this one takes its place, so that a request is left out in either case.
/// </summary>
internal sealed class MetricsOptOut : IHttpMetricsTagsFeature
{
    private IHttpMetricsTagsFeature? _feature;
    private List<KeyValuePair<string, object?>>? _tags;

    /// <summary>Gets or sets a value indicating whether the request is left out.</summary>
    public bool MetricsDisabled { get; set; }

    public ICollection<KeyValuePair<string, object?>> Tags => _tags ??= [];

    /// <summary>Gets a value indicating whether the request is left out, by the feature of the server or by this one.</summary>
    public bool IsLeftOut => (_feature ?? this).MetricsDisabled;

    public void Attach(IFeatureCollection features)
    {
        _feature = features.Find<IHttpMetricsTagsFeature>();
        if (_feature is null)
        {
            features.Replace<IHttpMetricsTagsFeature>(this);
        }
    }

    public void Detach(IFeatureCollection features)
    {
        if (_feature is null)
        {
            features.Replace<IHttpMetricsTagsFeature>(null);
        }

        (_feature, MetricsDisabled) = (null, false);
        _tags?.Clear();
    }
}
