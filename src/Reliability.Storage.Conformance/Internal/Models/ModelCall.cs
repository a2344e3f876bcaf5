namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>One call of a script, which is run against the store and against the model.</summary>
internal abstract record ModelCall<TRole>
{
    /// <summary>Runs the call and tells what it came to, in words that do not depend on the store.</summary>
    public abstract Task<string> RunAsync(ModelClient<TRole> client);
}
