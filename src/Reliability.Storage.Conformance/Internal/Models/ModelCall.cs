namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>A call of a script, which is run against the store and against the model.</summary>
internal abstract record ModelCall<TRole>
{
    /// <summary>Runs the call and returns its result as text that does not depend on the store.</summary>
    public abstract Task<string> RunAsync(ModelClient<TRole> client);
}
