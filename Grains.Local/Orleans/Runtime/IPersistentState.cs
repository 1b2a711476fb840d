namespace Orleans.Core
{
    /// <summary>A document in a store.</summary>
    public interface IStorage
    {
        /// <summary>The version last read or written; null when there is no record.</summary>
        string? Etag { get; }

        /// <summary>Whether the store has a record.</summary>
        bool RecordExists { get; }

        /// <summary>Deletes the record.</summary>
        Task ClearStateAsync();

        /// <inheritdoc cref="ClearStateAsync()" />
        Task ClearStateAsync(CancellationToken cancellationToken);

        /// <summary>Writes the state, unless somebody else wrote since it was read.</summary>
        Task WriteStateAsync();

        /// <inheritdoc cref="WriteStateAsync()" />
        Task WriteStateAsync(CancellationToken cancellationToken);

        /// <summary>Reads the state anew.</summary>
        Task ReadStateAsync();

        /// <inheritdoc cref="ReadStateAsync()" />
        Task ReadStateAsync(CancellationToken cancellationToken);
    }

    /// <summary>A document of a type.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The state as this activation holds it.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>A grain's document, read before it activates.</summary>
    public interface IPersistentState<TState> : Core.IStorage<TState>;

    /// <summary>Marks the constructor parameter that takes a document.</summary>
    /// <param name="stateName">The name of the kind of document; one grain class, one name.</param>
    /// <param name="storageName">Which store; Local has one.</param>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        /// <summary>The name of the kind of document.</summary>
        public string StateName => stateName;

        /// <summary>Which store.</summary>
        public string? StorageName => storageName;
    }
}
