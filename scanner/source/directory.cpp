#include "source/directory.hpp"

#include <cerrno>
#include <utility>

#include "base/check.hpp"

namespace braque::source {

void DirectoryPool::admit(const std::shared_ptr<const Directory>& directory) {
  std::lock_guard lock(mutex_);
  // Two rounds at most: the first takes away second chances.
  for (std::size_t steps = 0; steps < 2 * slots_.size() + 1; ++steps) {
    std::weak_ptr<const Directory>& slot = slots_[hand_];
    hand_ = (hand_ + 1) % slots_.size();
    std::shared_ptr<const Directory> resident = slot.lock();
    if (resident == nullptr || resident == directory || resident->close_if_idle()) {
      slot = directory;
      return;
    }
  }
  // Everybody was busy: other threads used all of them during the two rounds.
  if (std::shared_ptr<const Directory> resident = slots_[hand_].lock()) resident->close_now();
  slots_[hand_] = directory;
}

void DirectoryPool::close_all() {
  std::lock_guard lock(mutex_);
  for (std::weak_ptr<const Directory>& slot : slots_) {
    if (std::shared_ptr<const Directory> resident = slot.lock()) resident->close_now();
    slot.reset();
  }
}

std::shared_ptr<const Directory> Directory::root(std::shared_ptr<DirectoryPool> pool,
                                                 Descriptor descriptor,
                                                 const DirectoryIdentity& identity,
                                                 Mounts mounts) {
  std::shared_ptr<Directory> directory(new Directory);
  directory->pool_ = std::move(pool);
  directory->identity_ = identity;
  directory->mounts_ = mounts;
  directory->kind_ = file_system_kind(descriptor.get());
  directory->adopt(std::move(descriptor));
  return directory;
}

std::shared_ptr<const Directory> Directory::child(std::shared_ptr<const Directory> parent,
                                                  std::string name, Descriptor descriptor,
                                                  const DirectoryIdentity& identity,
                                                  FileSystemKind kind) {
  std::shared_ptr<Directory> directory(new Directory);
  directory->pool_ = parent->pool_;
  directory->mounts_ = parent->mounts_;
  directory->depth_ = parent->depth_ + 1;
  directory->kind_ = kind;
  directory->parent_ = std::move(parent);
  directory->name_ = std::move(name);
  directory->identity_ = identity;
  directory->adopt(std::move(descriptor));
  directory->pool_->admit(directory);
  return directory;
}

// A chain may be thousands of directories long, and releasing one parent from within the other's
// destructor would need as many stack frames. The outermost destructor releases them in a row.
Directory::~Directory() {
  using Chain = std::vector<std::shared_ptr<const Directory>>;
  thread_local Chain* releasing = nullptr;
  if (parent_ == nullptr) return;
  if (releasing != nullptr) {
    releasing->push_back(std::move(parent_));
    return;
  }
  Chain chain;
  chain.push_back(std::move(parent_));
  releasing = &chain;
  while (!chain.empty()) {
    std::shared_ptr<const Directory> next = std::move(chain.back());
    chain.pop_back();
    next.reset();
  }
  releasing = nullptr;
}

Directory::Handle Directory::held() const {
  std::lock_guard lock(mutex_);
  used_ = true;
  return handle_;
}

Directory::Handle Directory::adopt(Descriptor descriptor) const {
  std::lock_guard lock(mutex_);
  used_ = true;
  if (handle_ == nullptr) handle_ = std::make_shared<const Descriptor>(std::move(descriptor));
  return handle_;
}

bool Directory::close_if_idle() const {
  Handle closing;  // closed after the lock is released
  std::lock_guard lock(mutex_);
  if (handle_ != nullptr && used_) {
    used_ = false;
    return false;
  }
  closing = std::move(handle_);
  return true;
}

void Directory::close_now() const {
  Handle closing;
  std::lock_guard lock(mutex_);
  closing = std::move(handle_);
}

Directory::Handle Directory::handle(int& error) const {
  error = 0;
  if (Handle open = held()) return open;
  std::vector<const Directory*> closed;
  Handle open;
  for (const Directory* at = this; (open = at->held()) == nullptr; at = at->parent_.get()) {
    BRAQUE_CHECK(at->parent_ != nullptr);  // the root is never closed
    closed.push_back(at);
  }
  for (; !closed.empty(); closed.pop_back()) {
    open = closed.back()->reopen_below(open, error);
    if (open == nullptr) return nullptr;
  }
  return open;
}

Directory::Handle Directory::reopen_below(const Handle& parent, int& error) const {
  Descriptor opened = source::open_directory(parent->get(), name_.c_str(), mounts_, error);
  if (!opened && (error == EMFILE || error == ENFILE)) {
    pool_->close_all();
    opened = source::open_directory(parent->get(), name_.c_str(), mounts_, error);
  }
  if (!opened) return nullptr;
  ItemMetadata now;
  if ((error = metadata_of(opened.get(), now)) != 0) return nullptr;
  if (now.device != identity_.device || now.inode != identity_.inode) {
    error = ENOENT;
    return nullptr;
  }
  Handle adopted = adopt(std::move(opened));
  pool_->admit(shared_from_this());
  return adopted;
}

Descriptor Directory::open_file(const char* name, AccessTime access_time, int& error) const {
  Handle open = handle(error);
  if (open == nullptr) return {};
  Descriptor opened = source::open_file(open->get(), name, mounts_, access_time, error);
  if (!opened && (error == EMFILE || error == ENFILE)) {
    pool_->close_all();
    opened = source::open_file(open->get(), name, mounts_, access_time, error);
  }
  return opened;
}

Descriptor Directory::open_directory(const char* name, int& error) const {
  Handle open = handle(error);
  if (open == nullptr) return {};
  Descriptor opened = source::open_directory(open->get(), name, mounts_, error);
  if (!opened && (error == EMFILE || error == ENFILE)) {
    pool_->close_all();
    opened = source::open_directory(open->get(), name, mounts_, error);
  }
  return opened;
}

}  // namespace braque::source
