using Orleans;
using Orleans.Runtime;

namespace Grains.Local;

/// <summary>Makes references. An interface that no class implements is refused here, not at the first call.</summary>
internal sealed class LocalGrainFactory(LocalRuntime runtime) : IClusterClient
{
    public IServiceProvider ServiceProvider => runtime.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey =>
        (TGrainInterface)(object)Refer(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)(object)Refer(grainInterfaceType, grainPrimaryKey, null);

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)LocalReference.Create(typeof(TGrainInterface), runtime, grainId);

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        if (obj is GrainReference or IGrainBase)
        {
            throw new ArgumentException("A grain or a reference is no observer.", nameof(obj));
        }

        var id = GrainId.Create(Observer.Kind, Guid.NewGuid().ToString("N"));
        runtime.Add(id, new Observer(runtime, id, obj));
        return GetGrain<TGrainObserverInterface>(id);
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver =>
        runtime.Delete((obj as GrainReference
            ?? throw new ArgumentException("Only a reference can be deleted.", nameof(obj))).GrainId);

    private LocalReference Refer(Type contract, string key, string? classPrefix)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return LocalReference.Create(contract, runtime, GrainId.Create(runtime.Classes.For(contract, classPrefix), key));
    }
}
