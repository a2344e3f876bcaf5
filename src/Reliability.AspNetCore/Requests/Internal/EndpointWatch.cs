using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Remembers which endpoint failed when a status-code page executes the request again. The page clears the endpoint first, and removes its
/// feature when it ends, which is before the response starts if the page writes no body.
/// </summary>
internal sealed class EndpointWatch : IEndpointFeature
{
    private IFeatureCollection _features = null!;
    private IEndpointFeature _inner = null!;

    /// <summary>Gets the first execution of a status-code page; <see langword="null"/> if there is none.</summary>
    public IStatusCodeReExecuteFeature? Page { get; private set; }

    public Endpoint? Endpoint
    {
        get => _inner.Endpoint;
        set
        {
            Page ??= _features.Get<IStatusCodeReExecuteFeature>();
            _inner.Endpoint = value;
        }
    }

    public void Attach(IFeatureCollection features)
    {
        _features = features;
        _inner = features.Get<IEndpointFeature>() ?? new Plain();
        Page = null;
        features.Set<IEndpointFeature>(this);
    }

    /// <summary>The endpoint stays: the host still reads it for its own metrics.</summary>
    public void Detach() => _features.Set(_inner);

    /// <summary>The feature of a server that has none.</summary>
    private sealed class Plain : IEndpointFeature
    {
        public Endpoint? Endpoint { get; set; }
    }
}
