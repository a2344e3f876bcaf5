namespace Reliability.Storage.Sqlite.Internal;

/// <summary>The identity of a service in the file.</summary>
internal readonly record struct ServiceKey(string Namespace, string Service);
