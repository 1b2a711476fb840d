export default {
  title: 'Posting rules',
  read: 'Read and accept the posting rules to post',
  accept: 'I have read and accept them',
  note: 'Members here and below have to accept them before they post; once a version.',
  holds: 'In force: {text}',
  write: 'New rules',
  publish: 'Publish',
}
